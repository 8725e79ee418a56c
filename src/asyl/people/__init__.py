"""One person across spellings and scripts."""

from .compare import Comparison, compare
from .propose import propose
from .resolve import orphans, resolve
from .scoring import score

__all__ = ["Comparison", "compare", "orphans", "propose", "resolve", "score"]
