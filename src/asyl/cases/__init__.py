"""Facts, disagreements, status at a date, deadlines, gaps, risks."""

from .build import build, build_from
from .clock import due
from .deadlines import in_force
from .sources import Sources, index_sources
from .standing import status_on

__all__ = ["Sources", "build", "build_from", "due", "in_force", "index_sources", "status_on"]
