"""Who did what to whom, when, according to whom, in which words."""

from .explaining import Why, why
from .gate import Gate, Proposal
from .reading import Reading, read
from .suggested import Admitted, Declined, admit_suggestions, question_labels

__all__ = [
    "Admitted",
    "Declined",
    "Gate",
    "Proposal",
    "Reading",
    "Why",
    "admit_suggestions",
    "question_labels",
    "read",
    "why",
]
