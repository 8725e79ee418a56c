"""Who repeated whom: shared passages, named sources, direction, and what changed on the way."""

from .postings import MemoryPostings, index
from .trace import trace, trace_all

__all__ = ["MemoryPostings", "index", "trace", "trace_all"]
