"""Loads and checks the data files; hands engines one frozen `Knowledge`."""

from .dense import SPECIAL, Network, Vectors, own_network, own_vectors, read_network, read_vectors, word_key
from .load import Knowledge, edition, load_knowledge, own_knowledge
from .models import Weights, own_models, read_weights

__all__ = [
    "SPECIAL", "Knowledge", "Network", "Vectors", "Weights", "edition", "load_knowledge", "own_knowledge", "own_models",
    "own_network", "own_vectors", "read_network", "read_vectors", "read_weights", "word_key",
]  # fmt: skip
