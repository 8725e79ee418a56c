"""Who did what to whom, when, according to whom, in which words."""

from .gate import Gate, Proposal
from .reading import Reading, read
from .suggested import Admitted, Declined, admit_suggestions, question_labels

__all__ = ["Admitted", "Declined", "Gate", "Proposal", "Reading", "admit_suggestions", "question_labels", "read"]
