"""The commands about decisions, members, sealed notes and history, in the order that help shows them."""

from __future__ import annotations

from . import acts
from .journal import log, search, verify
from .matters import cases
from .members import member
from .review import review
from .sealed import erase, seal, sealed, unseal

COMMANDS = (*acts.COMMANDS, review, search, cases, member, seal, sealed, unseal, erase, log, verify)
