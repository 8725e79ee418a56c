"""Facts, disagreements, status at a date, deadlines, gaps, risks."""

from .adding import with_report
from .build import build, build_from
from .clock import due
from .deadlines import in_force
from .sources import Sources, index_sources
from .standing import status_on
from .swaps import role_swaps
from .workdays import next_working_day, works

__all__ = [
    "Sources",
    "build",
    "build_from",
    "due",
    "in_force",
    "index_sources",
    "next_working_day",
    "role_swaps",
    "status_on",
    "with_report",
    "works",
]
