"""The date words of one match, by kind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The date words of one match, by kind."""

    letters: str
    values: list[int | str]
    the: bool  # "the" stands before

    def numbers(self, kinds: str) -> list[int]:
        return [
            value
            for letter, value in zip(self.letters, self.values, strict=True)
            if letter in kinds and isinstance(value, int)
        ]

    def first(self, kinds: str) -> int | None:
        return next(iter(self.numbers(kinds)), None)

    def said(self, kinds: str) -> str:
        return next((str(v) for letter, v in zip(self.letters, self.values, strict=True) if letter in kinds), "")

    @property
    def unit(self) -> str:
        return self.said("uym4").removesuffix("s")

    @property
    def relation(self) -> str:
        """The letter of last, next, this ...; "the next" goes on from the narrative, "next" from the publication."""
        found = [letter for letter in self.letters if letter in "LNTGPE"]
        if not found:
            return ""
        return "G" if found[0] == "N" and self.the else found[0]
