"""One person across spellings and scripts."""

from .compare import Comparison, compare, compare_many
from .propose import propose
from .resolve import orphans, resolve
from .scoring import score
from .traits import traits

__all__ = ["Comparison", "compare", "compare_many", "orphans", "propose", "resolve", "score", "traits"]
