"""Loads and checks the data files; hands engines one frozen `Knowledge`."""

from .load import Knowledge, edition, load_knowledge, own_knowledge
from .models import Weights, own_models, read_weights

__all__ = ["Knowledge", "Weights", "edition", "load_knowledge", "own_knowledge", "own_models", "read_weights"]
