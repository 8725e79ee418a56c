"""Hostile bytes in, text and metadata out."""

from .extract import TEXT_VERSION, Extract, extract
from .walk import Loaded, load, walk
from .zones import overlay

__all__ = ["TEXT_VERSION", "Extract", "Loaded", "extract", "load", "overlay", "walk"]
