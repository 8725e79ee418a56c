"""The keys of sealed classes: one for each class of each case, wrapped for every member who may open it.

Whoever loses the right loses the key: a new one is made for those who keep it, and the values are sealed anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from asyl import vault
from asyl.model import Action, NotAllowed, SealedField
from asyl.store import Ciphertext

from .holding import identity_of
from .opening import Desk
from .rights import Rights, can

OPENED = "opened"  # the class of values that were unsealed: every reader of the case has its key


def sync_keys(desk: Desk, rights: Rights, case: str) -> None:
    """Makes the keys of a case follow the rights, inside an act."""
    for field in sorted(desk.store.keys.fields(case)):
        allowed = _allowed(rights, case, field)
        holders = desk.store.keys.holders(case, field)
        if holders.keys() - allowed:
            _renew(desk, case, field, allowed)
        elif missing := allowed - holders.keys():
            version, key = _known(desk, case, field)
            desk.store.keys.put(case, field, version, _wraps(desk, key, missing, case, field, version))


def key_for(desk: Desk, rights: Rights, case: str, field: str) -> tuple[int, bytes]:
    """The newest key of a class with its version; made when there is none. Raises NotAllowed."""
    if not desk.store.keys.holders(case, field):
        desk.store.keys.drop(case, field)
        return _make(desk, case, field, 1, _allowed(rights, case, field))
    return _known(desk, case, field)


def seal_value(desk: Desk, key: tuple[int, bytes], name: str, case: str, field: str, words: str) -> None:
    """Puts words under lock, bound to what they belong to."""
    version, secret = key
    value = Ciphertext(name, case, field, version, "")
    desk.store.sealed.put(replace(value, words=vault.seal_words(secret, words, _about(value))))


def open_value(desk: Desk, value: Ciphertext) -> str:
    """The words of a sealed value. Raises NotAllowed for whoever has no key to it, IntegrityFailure."""
    _, key = _known(desk, value.case, value.field)
    return vault.open_words(key, value.words, _about(value))


def _about(value: Ciphertext) -> str:
    return f"value|{value.name}|{value.field}|{value.version}|{value.case}"


def _renew(desk: Desk, case: str, field: str, allowed: Iterable[str]) -> None:
    values = [(value, open_value(desk, value)) for value in desk.store.sealed.of(case, field)]
    version, _ = _known(desk, case, field)
    key = _make(desk, case, field, version + 1, allowed)
    desk.store.keys.drop(case, field, but=key[0])
    for value, words in values:
        seal_value(desk, key, value.name, case, field, words)


def _make(desk: Desk, case: str, field: str, version: int, allowed: Iterable[str]) -> tuple[int, bytes]:
    key = vault.new_key()
    desk.store.keys.put(case, field, version, _wraps(desk, key, allowed, case, field, version))
    return version, key


def _known(desk: Desk, case: str, field: str) -> tuple[int, bytes]:
    identity = identity_of(desk)
    found = desk.store.keys.wrapped(case, field, identity.name)
    if found is None:
        raise NotAllowed(f"{identity.name} has no key to what is sealed there", subject=case)
    version, wrapped = found
    return version, vault.unwrap_key(wrapped, identity.keys, _purpose(case, field, version))


def _wraps(desk: Desk, key: bytes, members: Iterable[str], case: str, field: str, version: int) -> dict[str, str]:
    public = {member.name: member.public for member in desk.store.members.all()}
    purpose = _purpose(case, field, version)
    return {name: vault.wrap_key(key, public[name], purpose) for name in members}


def _purpose(case: str, field: str, version: int) -> str:
    return f"key|{case}|{field}|{version}"


def _allowed(rights: Rights, case: str, field: str) -> frozenset[str]:
    if field == OPENED:
        return frozenset(name for name in rights.members if can(rights, name, Action.READ, case))
    sealed = SealedField(field)
    return frozenset(name for name in rights.members if can(rights, name, Action.OPEN, case, sealed))
