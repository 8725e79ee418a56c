"""Redaction, dossiers, exports: allow-listed values in, safe document out."""

from .output import FORMAT, Json, case_output, output

__all__ = ["FORMAT", "Json", "case_output", "output"]
