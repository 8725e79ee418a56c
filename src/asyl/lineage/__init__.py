"""Who repeated whom: shared passages, named sources, direction, and what changed on the way."""

from .catalogue import Catalogue
from .postings import MemoryPostings, index
from .sayings import Saying, Sayings
from .trace import trace, trace_all

__all__ = ["Catalogue", "MemoryPostings", "Saying", "Sayings", "index", "trace", "trace_all"]
