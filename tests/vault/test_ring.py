"""The system's key ring: a passphrase is there until it is forgotten; a system without one is said to have none."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoRing

from asyl import vault
from asyl.model import UsageProblem


class Ring(KeyringBackend):  # type: ignore[misc,unused-ignore]
    """A key ring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_it_holds_a_passphrase_until_it_is_forgotten(ring: Ring) -> None:
    vault.remember("0123", "correct horse")
    assert vault.recall("0123") == "correct horse"
    assert vault.recall("4567") is None
    assert vault.forget("0123")
    assert not vault.forget("0123")
    assert ring.held == {}


def test_a_system_without_one_is_said_to_have_none() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoRing())  # type: ignore[no-untyped-call]
    try:
        assert vault.recall("0123") is None
        assert not vault.forget("0123")
        with pytest.raises(UsageProblem, match="no key ring that asyl can use"):
            vault.remember("0123", "correct horse")
    finally:
        keyring.set_keyring(before)
