"""The only room that speaks to the database: rows to values and back."""

from typing import TYPE_CHECKING

from .chain import Break
from .changing import finish_changes
from .digests import judgement_digest
from .embedded import FILE, LOCKED_FILE
from .encrypting import encrypt as encrypt_store
from .opening import open_file, open_store
from .server import is_register, on_server
from .values import Ciphertext, Entry, Kept, Seen, same_among
from .whole import Table, damage, keep_server, move_store, refuse_strangers, snapshot_file, tables_in, tables_of

if TYPE_CHECKING:
    # A type only: the class itself needs Django set up, which `open_store` does.
    from .register import Store as Store

__all__ = [
    "FILE",
    "LOCKED_FILE",
    "Break",
    "Ciphertext",
    "Entry",
    "Kept",
    "Seen",
    "Table",
    "damage",
    "encrypt_store",
    "finish_changes",
    "is_register",
    "judgement_digest",
    "keep_server",
    "move_store",
    "on_server",
    "open_file",
    "open_store",
    "refuse_strangers",
    "same_among",
    "snapshot_file",
    "tables_in",
    "tables_of",
]
