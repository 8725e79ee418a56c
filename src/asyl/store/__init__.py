"""The only room that speaks to the database: rows to values and back."""

from typing import TYPE_CHECKING

from .embedded import FILE
from .opening import open_store
from .values import Entry, Kept, Seen

if TYPE_CHECKING:
    # A type only: the class itself needs Django set up, which `open_store` does.
    from .register import Store as Store

__all__ = ["FILE", "Entry", "Kept", "Seen", "open_store"]
