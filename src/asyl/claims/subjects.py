"""Who a verb is said of: the words before it, an apposition, a relative clause, a shared subject."""

from __future__ import annotations

from dataclasses import dataclass

from .lines import DATE, Line, Ref
from .verbs import STOPS, Verbs

_FAR = 40  # chunks looked through to the left of a verb


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found for a role. `who` empty: somebody the report does not name as a person, or a thing."""

    who: tuple[str, ...]
    ref: Ref | None
    how: str
    sure: bool


NOBODY = Found((), None, "other", True)


class Subjects(Verbs):
    """Finds subjects."""

    def subject(self, line: Line, at: int, depth: int = 0) -> Found | None:
        """Who the verb group that begins at `at` is said of; None when its subject is left out."""
        if at <= 0:
            return self._fronted(line, 0) if depth == 0 else None
        shared = self._coordinated(line, at, depth)
        if shared is not None:
            return shared
        left = at - 1
        while left >= 0 and at - left < _FAR and not self.bound(line, left):
            left -= 1
        found = self._within(line, left + 1, at)
        if found is not None:
            return found
        adverbial = self._adverbial(line, left + 1, at)
        if depth > 4 or (left < 0 and adverbial):
            return self._fronted(line, at) if depth == 0 else None
        return self._beyond(line, left, at, depth) if adverbial else self._unnamed(line, left, at, depth)

    def _unnamed(self, line: Line, left: int, at: int, depth: int) -> Found | None:
        """A phrase that names nobody stands before the verb: the subject, or an aside or object on the way."""
        if depth > 0 and left >= 0 and self.is_verb(line, left):
            return self._shared(line, left, depth)
        if depth > 0 and line.norm(at) == "," and line.norm(left) == ",":
            return self.subject(line, left, depth + 1)
        return self._renamed(line, left, at)

    def _within(self, line: Line, first: int, last: int) -> Found | None:
        """The subject inside the stretch directly before the verb."""
        close = self.ref_ending(line, last)
        usable = close is not None and close.first >= first and close.kind not in ("possessive", "skip")
        if close is not None and usable and not self._governed(line, close.first):
            return Found(self._listed_left(line, close, first), close, "subject", close.sure)
        for at in range(first, last):
            ref = line.refs.get(at)
            if ref is None or ref.last > last or ref.kind == "skip":
                continue
            before = line.norm(at - 1) if at > first else ""
            if before in self.g.owning_prepositions or self.owns(line, ref, last):
                return Found(ref.who, ref, "owner", ref.sure)
            if before not in self.g.prepositions:
                return Found(self._listed(line, ref, first, last), ref, "subject", ref.sure)
        return None

    def _coordinated(self, line: Line, at: int, depth: int) -> Found | None:
        """ "was denied asylum and deported": the subject of the verb before the "and"."""
        if line.norm(at - 1) not in self.g.coordinators or depth > 3:
            return None
        for left in range(at - 2, max(-1, at - 16), -1):
            if line.norm(left) in STOPS:
                return None
            if self.is_verb(line, left) and line.norm(left - 1) != "to":
                return self._shared(line, left, depth)
        return None

    def _renamed(self, line: Line, left: int, at: int) -> Found:
        """ "X, the second national granted": a noun phrase after a name and a comma that says who X is."""
        ref = self.ref_ending(line, left) if line.norm(left) == "," else None
        nouns = [line.norm(k) for k in range(left + 1, at + 1)]
        if ref is None or not nouns or nouns[0] not in self.g.determiners:
            return NOBODY
        if any(noun in self.g.nouns or noun in self.g.topic_nouns for noun in nouns):
            return Found(ref.who, ref, "apposition", ref.sure)
        return NOBODY

    def _governed(self, line: Line, at: int) -> bool:
        """A preposition stands before the name, titles and adjectives between left out."""
        return line.norm(at - 1) in self.g.prepositions

    def _listed_left(self, line: Line, close: Ref, first: int) -> tuple[str, ...]:
        """ "X and Y were", read from Y back."""
        who, at = list(close.who), close.first
        links = {",", *self.g.name_links, *self.g.possessives, *self.g.kin}
        while at > first and line.norm(at - 1) in links:
            at -= 1
            ref = self.ref_ending(line, at)
            if ref is not None and ref.first >= first and ref.kind != "possessive":
                who = [*ref.who, *who]
                at = ref.first
        return tuple(dict.fromkeys(who))

    def _listed(self, line: Line, ref: Ref, first: int, last: int) -> tuple[str, ...]:
        """ "X and Y were": all of the list."""
        who = list(ref.who)
        at = ref.last
        while at < last:
            other = line.refs.get(at)
            if other is not None:
                if line.norm(at - 1) in ("and", "&", ",") or line.norm(at - 1) in self.g.kin:
                    who += other.who
                at = other.last
            else:
                at += 1
        return tuple(dict.fromkeys(who))

    def owns(self, line: Line, ref: Ref, last: int) -> bool:
        """ "his claim was", "Malik's claim was"."""
        if ref.kind == "possessive":
            return True
        return line.norm(ref.last) == "'s" and ref.last + 1 < last

    def thing(self, line: Line, at: int) -> bool:
        """The subject before `at` is a paper or an act ("the claim was rejected"), not somebody."""
        things = self.g.language.list("case_things")
        left = at - 1
        while left >= 0 and not self.bound(line, left):
            if line.norm(left) in things:
                return True
            left -= 1
        return False

    def _adverbial(self, line: Line, first: int, last: int) -> bool:
        """Nothing but a time, a place or small words: no subject of its own."""
        if any(line.norm(k) in self.g.generic for k in range(first, last)):
            return False
        small = self.g.coordinators | self.skips | self.aux
        while first < last and line.norm(first) in small:
            first += 1
        if first >= last:
            return True
        if all(line.norm(k) in self.g.determiners or line.norm(k) in self.skips for k in range(first, last)):
            return line.norm(last) in self.g.nouns or line.norm(last) in self.g.topic_nouns
        norm = line.norm(first)
        return norm in self.g.prepositions or norm == DATE or self.skippable(norm) or norm in self.g.catenatives

    def _beyond(self, line: Line, left: int, at: int, depth: int) -> Found | None:
        norm = line.norm(left)
        if norm in self.g.relatives:
            return self._antecedent(line, left)
        if norm in (",", ")"):
            inner = self._apposed(line, left)
            return inner if inner is not None else self.subject(line, left, depth + 1)
        if norm in STOPS:
            return self.subject(line, left, depth + 1) if norm in '()–—-"' else None
        if norm in self.g.clause_words:
            return self.subject(line, left, depth + 1) or self._fronted(line, at)
        return self._shared(line, left, depth)

    def _apposed(self, line: Line, closer: int) -> Found | None:
        """ "X, a baker from Y, was", "X, who had signed nothing, was": the name before the opening mark."""
        wanted = "(" if line.norm(closer) == ")" else ","
        for opener in range(closer - 1, max(0, closer - 25), -1):
            norm = line.norm(opener)
            if norm in (".", ";", "!", "?", ":"):
                return None
            if norm != wanted:
                continue
            ref = self.ref_ending(line, opener)
            if ref is not None and (wanted == "(" or self._describing(line, opener + 1)):
                return Found(ref.who, ref, "apposition", ref.sure)
        return None

    def _describing(self, line: Line, at: int) -> bool:
        """Words that open a description of the one just named."""
        norm = line.norm(at)
        if norm in self.g.possessives:
            return line.norm(at + 1) in self.g.kin
        people = norm in self.g.nouns or norm in self.g.kin or norm in self.g.roles
        return people or norm in self.g.description_openers or norm in self.g.relatives or norm.isdigit()

    def _shared(self, line: Line, left: int, depth: int) -> Found | None:
        """A verb with a verb before it: "was arrested and deported" share the subject."""
        first, passed = left, self.aux | self.skips | {"to"}
        while first > 0 and line.norm(first - 1) in passed:
            first -= 1
        return self.subject(line, first, depth + 1)

    def ref_ending(self, line: Line, at: int) -> Ref | None:
        """The ref whose last chunk stands directly before `at` ("he himself" counts as "he")."""
        if line.norm(at - 1) in self.g.language.list("reflexives"):
            at -= 1
        for back in range(at - 1, max(-1, at - 6), -1):
            ref = line.refs.get(back)
            if ref is not None:
                return ref if ref.last == at else None
        return None

    def _antecedent(self, line: Line, relative: int) -> Found:
        """Who "who" stands for."""
        end = relative - 1 if line.norm(relative - 1) == "," else relative
        ref = self.ref_ending(line, end)
        if ref is not None:
            return Found(ref.who, ref, "relative", ref.sure)
        at = end - 1
        while at >= 0 and end - at < 9 and not self.bound(line, at):
            at -= 1
        head = line.refs.get(at + 1)
        if (
            head is not None
            and head.kind in ("name", "noun", "plural")
            and line.norm(head.last) in ("from", "of", "in", "at")
        ):
            return Found(head.who, head, "relative", head.sure)
        if line.norm(at) == ",":
            ref = self.ref_ending(line, at)
            if ref is not None:
                return Found(ref.who, ref, "apposition", ref.sure)
        return NOBODY

    def _fronted(self, line: Line, at: int) -> Found | None:
        """ "Locked up since March, he ...": the subject of the clause that follows."""
        for right in range(at, min(at + 30, len(line.chunks))):
            if line.norm(right) == "," and line.refs.get(right + 1) is not None:
                ref = line.refs[right + 1]
                if line.norm(ref.last) in self.g.say:
                    continue
                if ref.kind != "possessive" and line.norm(ref.last) != "'s":
                    return Found(ref.who, ref, "fronted", ref.sure)
        return None
