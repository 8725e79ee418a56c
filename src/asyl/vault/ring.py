"""The operating system's key ring, where the extra `keyring` is installed: it holds a passphrase until `lock`."""

from __future__ import annotations

from importlib.util import find_spec

from asyl.model import UsageProblem

_SERVICE = "asyl"


def remember(register: str, passphrase: str) -> None:
    """Puts the passphrase of a register (by its id) into the key ring. Raises UsageProblem when there is none."""
    if find_spec("keyring") is None:
        raise UsageProblem("the key ring needs an extra: pip install 'asyl[keyring]'")
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, register, passphrase)
    except KeyringError as problem:
        raise UsageProblem(f"this system has no key ring that asyl can use: {_first_line(problem)}") from problem


def recall(register: str) -> str | None:
    """The passphrase; None when the key ring does not hold it, or there is none."""
    if find_spec("keyring") is None:
        return None
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, register)
    except KeyringError:
        return None


def forget(register: str) -> bool:
    """Takes the passphrase out of the key ring; False when it was not there."""
    if recall(register) is None:
        return False
    import keyring

    keyring.delete_password(_SERVICE, register)
    return True


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or [type(problem).__name__])[0]
