"""A model's raw answer read with suspicion: what has the agreed form becomes suggestions, the rest is named."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from asyl.model import Suggestion

_MOST_FAULTS = 20
_FENCE = re.compile(r"\A\s*```[a-z]*\s*(.*?)\s*```\s*\Z", re.DOTALL)


class _Item(msgspec.Struct, frozen=True):
    quote: str
    event: str
    person: str = ""
    date: str = ""
    speaker: str = ""
    polarity: str = "affirmed"
    modality: str = "asserted"


class _Message(msgspec.Struct, frozen=True):
    content: str


class _Choice(msgspec.Struct, frozen=True):
    message: _Message


class _Completion(msgspec.Struct, frozen=True):
    choices: list[_Choice]


def content_of(untrusted: bytes) -> str:
    """The text of a chat completion. Raises ValueError when it is none."""
    try:
        said = msgspec.json.decode(untrusted, type=_Completion)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        raise ValueError("the answer is no chat completion") from problem
    if not said.choices:
        raise ValueError("the answer holds no choice")
    return said.choices[0].message.content


def suggestions_in(content: str) -> tuple[list[Suggestion], list[str]]:
    """Suggestions and faults of one answer. Never raises: an answer of any other form is a fault."""
    fenced = _FENCE.match(content)
    try:
        said: Any = msgspec.json.decode((fenced[1] if fenced else content).encode("utf-8", "replace"))
    except (msgspec.MsgspecError, RecursionError):
        return [], ["the answer is no JSON"]
    items = said.get("claims") if isinstance(said, dict) else None
    if not isinstance(items, list):
        return [], ["the answer has no list of claims"]
    found: list[Suggestion] = []
    faults: list[str] = []
    for number, item in enumerate(items, 1):
        try:
            one = msgspec.convert(item, type=_Item)
        except (msgspec.ValidationError, RecursionError) as problem:
            faults.append(f"claim {number} of the answer: {str(problem)[:120]}")
        else:
            found.append(Suggestion(**{name: getattr(one, name) for name in one.__struct_fields__}))
    return found, faults[:_MOST_FAULTS]
