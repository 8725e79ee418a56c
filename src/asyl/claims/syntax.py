"""Shallow syntax over a line, whole: verbs, subjects, and the objects and owners found here."""

from __future__ import annotations

from collections.abc import Collection

from .lines import Line, Ref
from .subjects import NOBODY, Found, Subjects
from .verbs import STOPS, Group

__all__ = ["NOBODY", "Found", "Group", "Syntax"]


class Syntax(Subjects):
    """Questions about one line, answered with one language's closed word classes."""

    def object(self, line: Line, first: int, last: int | None = None, preps: Collection[str] = ()) -> Found | None:
        """The person in the words to the right of a verb or noun: first to `last` or the next boundary."""
        end = min(len(line.chunks), first + 9) if last is None else last
        preps = preps or self.g.object_prepositions
        at = first
        while at < end:
            norm = line.norm(at)
            ref = line.refs.get(at)
            if ref is not None and ref.kind == "skip":
                at = ref.last
                continue
            if ref is not None:
                before = line.norm(at - 1) if at > first else ""
                if before in self.g.prepositions and before not in preps:
                    return None
                owner = self.owns(line, ref, len(line.chunks)) and ref.kind != "noun"
                return Found(self._joined(line, ref), ref, "owner" if owner else "object", ref.sure)
            if (
                norm in STOPS
                or norm in self.g.clause_words
                or norm in self.g.relatives
                or (last is None and at > first and self.is_verb(line, at))
            ):
                return None
            if norm in self.g.others:
                return NOBODY
            at += 1
        return None

    def _joined(self, line: Line, ref: Ref) -> tuple[str, ...]:
        """ "X and Y", "X, his wife Y and Z" as objects."""
        who, at = list(ref.who), ref.last
        while (
            line.norm(at) in ("and", ",", "&")
            or line.norm(at) in self.g.possessives
            or line.norm(at) in self.g.kin
            or line.norm(at).isdigit()
        ):
            other = line.refs.get(at)
            if other is not None and other.kind == "noun":
                who += other.who
                at = other.last
                continue
            at += 1
            other = line.refs.get(at)
            if (
                other is not None
                and other.kind == "name"
                and line.norm(other.last) not in self.aux
                and not self.is_verb(line, other.last)
            ):
                who += other.who
                at = other.last
        return tuple(dict.fromkeys(who))

    def owner(self, line: Line, first: int, last: int) -> Found | None:
        """Whose the noun at `first` to `last` is: a possessive before it, "of X" after it."""
        for at in range(first - 1, max(-1, first - 5), -1):
            ref = next(
                (line.refs[k] for k in (at, at - 1, at - 2) if k in line.refs and line.refs[k].last == at + 1), None
            )
            if ref is not None and ref.kind == "possessive":
                return Found(ref.who, ref, "owner", ref.sure)
            if line.norm(at) == "'s":
                ref = self.ref_ending(line, at)
                return Found(ref.who, ref, "owner", ref.sure) if ref is not None else None
            if self.bound(line, at) or line.norm(at) in self.g.prepositions:
                break
        found = self.object(line, last, min(last + 7, len(line.chunks)), self.g.owner_prepositions)
        if found is not None and line.norm(last) in self.g.owner_prepositions:
            return found
        return None

    def nearest(self, line: Line, at: int) -> Found | None:
        """The last person named before `at` in the line who is not the doer after "by"."""
        for back in range(at - 1, max(-1, at - 30), -1):
            ref = line.refs.get(back)
            if ref is not None and ref.who and line.norm(back - 1) not in ("by", "with") and ref.kind != "possessive":
                return Found(ref.who, ref, "nearest", False)
            if line.norm(back) in (".", ";", "!", "?"):
                return None
        return None
