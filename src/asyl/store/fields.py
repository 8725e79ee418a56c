"""Text that comes back exactly as it went in, from SQLite and from PostgreSQL.

PostgreSQL takes no NUL and neither database takes a lone surrogate. Both, and the backslash that marks them, are
written as escapes that a person can read; every other text lies in the column as it is.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import models

_SPECIAL = re.compile("[\\\\\0\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(?:\\|0|u(d[89a-f][0-9a-f]{2}))")


def escape(text: str) -> str:
    """`\\` as `\\\\`, NUL as `\\0`, a lone surrogate as `\\udNNN`."""
    return _SPECIAL.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\\":
        return "\\\\"
    return "\\0" if character == "\0" else f"\\u{ord(character):04x}"


def unescape(text: str) -> str:
    """What `escape` was given."""
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return "\0" if match[0] == "\\0" else "\\"


class ExactTextField(models.TextField):  # type: ignore[type-arg]
    """A text column for any Python string."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return escape(prepared) if isinstance(prepared, str) else prepared

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return None if value is None else unescape(value)
