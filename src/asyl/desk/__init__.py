"""What people do: check the right, one transaction, write it in the log."""

from asyl.store import is_register
from asyl.vault import Keys, RecoveryKey, no_core_dumps, read_recovery_key
from asyl.vault import locked as encrypted

from .anchoring import Orphan
from .backups import Backup, backup
from .engines import Engines, own_engines
from .erasing import Erased, bury_again, erase_case, erase_note, erase_source, tombstones
from .evidence import ReadOutcome, original, read
from .finding import find_key, find_person, find_report, held_report, search
from .history import judgements, log, orphans
from .judging import (
    amend,
    confirm,
    decide,
    different,
    join,
    reject,
    retract,
    retract_many,
    same,
    split,
    unsure,
)
from .locking import Keepers, Made, change_passphrase, change_recovery, encrypt, init, lock, recover, remember
from .matters import cases, give, grant, open_case, revoke, work_for
from .membership import add_member, end_member, members, set_passphrase
from .moving import Moved, may_move, move
from .naming import compare_names
from .opening import Desk, Step, open_desk, quietly
from .restoring import Certificate, Found, Wanted, drill, restore
from .reviewing import Question, Review, Waiting, Words, in_sentence, reading, review
from .rights import REGISTER, Rights, can
from .ruling import Ruling
from .sealing import find_notes, notes, open_note, seal, unseal
from .settling import rebuild, settle
from .standing import with_role_swaps
from .unlocking import from_file, unlock
from .verifying import Verification, verify
from .views import case_of, links_of, register_view

__all__ = [
    "REGISTER",
    "Backup",
    "Certificate",
    "Desk",
    "Engines",
    "Erased",
    "Found",
    "Keepers",
    "Keys",
    "Made",
    "Moved",
    "Orphan",
    "Question",
    "ReadOutcome",
    "RecoveryKey",
    "Review",
    "Rights",
    "Ruling",
    "Step",
    "Verification",
    "Waiting",
    "Wanted",
    "Words",
    "add_member",
    "amend",
    "backup",
    "bury_again",
    "can",
    "case_of",
    "cases",
    "change_passphrase",
    "change_recovery",
    "compare_names",
    "confirm",
    "decide",
    "different",
    "drill",
    "encrypt",
    "encrypted",
    "end_member",
    "erase_case",
    "erase_note",
    "erase_source",
    "find_key",
    "find_notes",
    "find_person",
    "find_report",
    "from_file",
    "give",
    "grant",
    "held_report",
    "in_sentence",
    "init",
    "is_register",
    "join",
    "judgements",
    "links_of",
    "lock",
    "log",
    "may_move",
    "members",
    "move",
    "no_core_dumps",
    "notes",
    "open_case",
    "open_desk",
    "open_note",
    "original",
    "orphans",
    "own_engines",
    "quietly",
    "read",
    "read_recovery_key",
    "reading",
    "rebuild",
    "recover",
    "register_view",
    "reject",
    "remember",
    "restore",
    "retract",
    "retract_many",
    "review",
    "revoke",
    "same",
    "seal",
    "search",
    "set_passphrase",
    "settle",
    "split",
    "tombstones",
    "unlock",
    "unseal",
    "unsure",
    "verify",
    "with_role_swaps",
    "work_for",
]
