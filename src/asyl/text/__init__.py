"""Canonical text and offsets, sentences, scripts, dates, report heads."""

from .blocks import Block, paragraphs, sentences
from .dates import DateFound, find_dates
from .fold import Folded, fold
from .head import Head, Hints, read_head
from .languages import detect_language
from .scripts import script
from .tokens import Token, tokens

__all__ = [
    "Block",
    "DateFound",
    "Folded",
    "Head",
    "Hints",
    "Token",
    "detect_language",
    "find_dates",
    "fold",
    "paragraphs",
    "read_head",
    "script",
    "sentences",
    "tokens",
]
