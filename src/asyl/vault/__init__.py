"""Sealed originals, keys, the append-only log, verification."""

from .blobs import PLAIN, Sealed, digest_of, seal, sweep, unseal

__all__ = ["PLAIN", "Sealed", "digest_of", "seal", "sweep", "unseal"]
