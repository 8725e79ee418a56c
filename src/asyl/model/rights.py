"""Who may do what: roles in a case, what can be done, and the classes of facts that are sealed by default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .judgements import JudgedMention


class CaseRole(StrEnum):
    """What a member is in a case; `keeper` and `auditor` may also be given over a whole register."""

    OWNER = "owner"
    EDITOR = "editor"
    READER = "reader"
    PROPOSER = "proposer"
    PUBLISHER = "publisher"
    AUDITOR = "auditor"
    KEEPER = "keeper"


class Action(StrEnum):
    """Everything that can be done with a case or with the register. release: see and hand out what was confirmed."""

    READ = "read"
    RELEASE = "release"
    EXPORT = "export"
    HISTORY = "history"
    JUDGE = "judge"
    ADD = "add"
    SEAL = "seal"
    OPEN = "open"
    UNSEAL = "unseal"
    GRANT = "grant"
    ERASE = "erase"
    LOG = "log"
    VERIFY = "verify"
    KEEP = "keep"
    ENROL = "enrol"


class SealedField(StrEnum):
    """The classes of facts that are sealed by default: outside search, logs and exports."""

    LOCATION = "location"
    CONTACT = "contact"
    RELATIVES = "relatives"
    HEALTH = "health"
    CHILDREN = "children"
    SOURCE_IDENTITY = "source_identity"
    DOCUMENT_NUMBERS = "document_numbers"
    ROUTES = "routes"
    BIOMETRICS = "biometrics"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with an identity here: `public` is their key in hex, `locked` that a passphrase guards it."""

    name: str
    public: str
    since: datetime
    ended: datetime | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """That a member has a role in a case (none: the register) and may open these sealed classes there."""

    member: str
    case: str
    role: CaseRole
    fields: frozenset[SealedField] = frozenset()
    judgement: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """The unit of rights: whom it is worked for, the sources given to it (digests), its members."""

    id: str
    title: str
    persons: tuple[JudgedMention, ...] = ()
    sources: frozenset[str] = frozenset()
    members: tuple[Grant, ...] = ()


@dataclass(frozen=True, slots=True)
class SealedNote:
    """That a value of a sealed class is there. `words` are only set for whoever opened it."""

    id: str
    case: str
    field: SealedField
    person: JudgedMention | None
    by: str
    at: datetime
    open: bool = False
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands where something was erased: an opaque id, never the thing. `signature` is Ed25519 over the rest."""

    id: str
    what: str  # source, judgement, sealed, case
    subject: str
    at: datetime
    by: str
    why: str
    signer: str
    signature: str
