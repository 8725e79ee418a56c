"""Who did what to whom, when, according to whom, in which words."""

from .gate import Gate, Proposal
from .reading import Reading, read

__all__ = ["Gate", "Proposal", "Reading", "read"]
