"""Pronouns, plural words and nouns that stand for persons of the report, each linked with how it was linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from .grammar import Grammar
from .lines import NAME, Line, Ref
from .persons import Person
from .salience import Salience
from .speech import Speech

_LARGEST = 6  # persons; "the family" of a report that names more is not all of them


class References:
    """Fills `Line.refs` for every line of a report, in reading order."""

    def __init__(
        self, grammar: Grammar, persons: Sequence[Person], lines: Sequence[Line], speech: Speech | None = None
    ) -> None:
        self.speech = speech
        self.grammar = grammar
        self.persons: Mapping[str, Person] = {person.local: person for person in persons}
        counts = Counter(chunk.who for line in lines for chunk in line.chunks if chunk.who)
        self.salience = Salience(self.persons, counts)
        self.lines = lines
        self.family = grammar.language.list("family_words")
        self.kinship: dict[tuple[str, str], str] = {}  # (of whom, which kin) -> who
        self.crowd: dict[int, bool] = {}  # line number -> officers, guards ... spoken of as "they"
        _vote_genders(grammar, persons, lines)

    def resolve(self) -> None:
        for line in self.lines:
            self._line(line)

    def _line(self, line: Line) -> None:
        crowd_words = self.grammar.language.list("crowd_nouns")
        self.crowd[line.number] = False
        run: list[str] = []
        at = 0
        while at < len(line.chunks):
            ref = self._at(line, at)
            if ref is None:
                chunk = line.chunks[at]
                self.crowd[line.number] |= chunk.norm in crowd_words
                run = self._broken(line, at, run)
                at += 1
                continue
            if ref.kind == "skip":
                at = ref.last
                continue
            line.refs[at] = ref
            run = self._note(line, ref, run)
            at = ref.last
        who, sure = self.salience.topic(line.number, line.paragraph)
        line.topic = (who or "", sure)

    def _broken(self, line: Line, at: int, run: list[str]) -> list[str]:
        """A list of names goes on over "and", commas, ages, kin words; anything else ends it."""
        norm = line.chunks[at].norm
        kin = norm in self.grammar.kin or norm in self.grammar.nouns
        return run if norm in self.grammar.list_parts or norm.isdigit() or kin else []

    def _note(self, line: Line, ref: Ref, run: list[str]) -> list[str]:
        if not ref.who:
            return run
        subject = self._subjectlike(line, ref)
        self.salience.see(line.number, line.paragraph, ref.first, ref.who, subject)
        if ref.kind == "name":
            run = [*run, *ref.who]
            if len(run) > 1:
                self.salience.group(line.number, tuple(run))
            return run
        if len(ref.who) > 1:
            self.salience.group(line.number, ref.who)
        return run

    def _subjectlike(self, line: Line, ref: Ref) -> bool:
        before = line.norm(ref.first - 1)
        if line.norm(ref.first) in self.grammar.subjects:
            return True
        opens = ref.first == 0 or before in self.grammar.clause_words or before in ('"', "and", ";", ":")
        return ref.kind != "possessive" and opens

    def _at(self, line: Line, at: int) -> Ref | None:
        chunk = line.chunks[at]
        if chunk.norm == NAME and chunk.who:
            return Ref(at, at + 1, "name", (chunk.who,), "name")
        if not chunk.word or chunk.norm in self.grammar.language.list("reflexives"):
            return None
        kin = self._kin(line, at)
        if kin is not None:
            return kin
        gender = self.grammar.pronouns.get(chunk.norm)
        if gender in ("m", "f", "n"):
            return self._single(line, at, gender.replace("n", ""))
        if gender == "p":
            return self._they(line, at)
        return self._bare_noun(line, at) if self.grammar.inflected else self._noun(line, at)

    def _bare_noun(self, line: Line, at: int) -> Ref | None:
        """ "заявитель", "обе": a noun for the person spoken of, in a language without articles."""
        norm = line.norm(at)
        if norm in self.family:
            return Ref(at, at + 1, "plural", self._family(), "family", False)
        if norm in self.grammar.plurals:
            group = self._pair(norm) or self.salience.last_group(line.number, self.grammar.group_sizes.get(norm), 15)
            group = group or self._outstanding(self.grammar.group_sizes.get(norm, 0))
            return Ref(at, at + 1, "plural", group, "group", bool(group))
        if norm in self.grammar.kin:
            named = [local for local, person in self.persons.items() if norm in person.nouns]
            after = _named_after(line, at)
            if after:
                owner, _ = self.salience.topic(line.number, line.paragraph)
                self._relate(line, (owner,) if owner else (), norm, after)
            return None if after else Ref(at, at + 1, "noun", tuple(named) if len(named) == 1 else (), "kin")
        if norm not in self.grammar.topic_nouns or line.norm(at + 1) == NAME:
            return None
        who, sure = self.salience.topic(line.number, line.paragraph)
        return Ref(at, at + 1, "noun", (who,) if who else (), "topic", sure)

    def _kind(self, norm: str, line: Line, at: int) -> str:
        if self.grammar.inflected:
            owned = line.norm(at + 1) in self.grammar.kin or line.norm(at + 1) in self.grammar.owned
            sure = norm in self.grammar.possessives and (owned or norm not in self.grammar.objects)
            return "possessive" if sure else "pronoun"
        if norm != "her":
            return "possessive" if norm in self.grammar.possessives else "pronoun"
        after = line.norm(at + 1)
        closed = self.grammar.prepositions | self.grammar.coordinators | self.grammar.clause_words | self.grammar.be
        last = at + 1 >= len(line.chunks) or not line.chunks[at + 1].word or line.chunks[at + 1].date is not None
        return "pronoun" if last or after in closed or after in self.grammar.no_object else "possessive"

    def _single(self, line: Line, at: int, gender: str) -> Ref:
        norm = line.chunks[at].norm
        kind = self._kind(norm, line, at)
        without = self._bound(line, at) if norm in self.grammar.objects and kind == "pronoun" else frozenset()
        without |= self._quoted(line, at)
        who, sure = self.salience.best(line.number, line.paragraph, gender, without)
        return Ref(at, at + 1, kind, (who,) if who else (), "pronoun", sure)

    def _quoted(self, line: Line, at: int) -> frozenset[str]:
        """ "X was deported," she said: a pronoun outside a quotation is not somebody named only inside it."""
        start = line.chunks[at].start
        if self.speech is None or any(said.direct for said in self.speech.at(start)):
            return frozenset()
        inside = {c.who for c in line.chunks if c.who and any(said.direct for said in self.speech.at(c.start))}
        outside = {c.who for c in line.chunks if c.who} - inside
        return frozenset(inside - outside)

    def _bound(self, line: Line, at: int) -> frozenset[str]:
        """ "X told him": an object pronoun is not the subject of its own clause."""
        for back in range(at - 1, max(-1, at - 8), -1):
            norm = line.norm(back)
            if norm in self.grammar.clause_words or norm in self.grammar.relatives or norm in (",", ";", "and", "to"):
                return frozenset()
            ref = line.refs.get(back)
            if ref is not None and ref.kind != "possessive":
                return frozenset(ref.who)
        return frozenset()

    def _they(self, line: Line, at: int) -> Ref:
        norm = line.chunks[at].norm
        kind = "possessive" if norm in self.grammar.possessives else "plural"
        group = self.salience.last_group(line.number)
        crowd = self.crowd[line.number] or self.crowd.get(line.number - 1, False)
        if norm == "they" and crowd:
            near = self.salience.groups[-1][0] if group else -99
            if line.number - near > 1 or self.crowd[line.number]:
                return Ref(at, at + 1, kind, (), "crowd", False)
        return Ref(at, at + 1, kind, group, "group", bool(group) and not crowd)

    def _kin(self, line: Line, at: int) -> Ref | None:
        """ "his wife", "the father", "Malik's wife": the named one, or nobody that the report names."""
        norm = line.chunks[at].norm
        if norm not in self.grammar.possessives and norm not in ("the", "'s"):
            return None
        end = at + 1
        adjectives = self.grammar.language.list("kin_adjectives")
        while end < min(at + 4, len(line.chunks) - 1) and line.norm(end) in adjectives:
            end += 1
        noun = line.norm(end)
        if noun not in self.grammar.kin and not self._staff(noun, norm):
            return None
        named = _named_after(line, end)
        if named:
            self._relate(line, self._owners(line, at), noun, named)
            return Ref(at, end + 1, "skip", (), "kin") if norm in self.grammar.possessives else None
        return self._bare_kin(line, at, end, noun)

    def _staff(self, noun: str, norm: str) -> bool:
        """Somebody's lawyers."""
        return self.grammar.roles.get(noun) == "lawyer" or (norm != "the" and noun.rstrip("s") in self.grammar.roles)

    def _bare_kin(self, line: Line, at: int, end: int, noun: str) -> Ref | None:
        norm = line.chunks[at].norm
        related = [local for owner in self._owners(line, at) if (local := self.kinship.get((owner, noun)))]
        if related and norm != "the":
            return Ref(at, end + 1, "noun", (related[0],), "kin")
        named = [local for local, person in self.persons.items() if noun in person.nouns and noun in self.grammar.kin]
        if norm == "the" and not named:
            return None
        who = (named[0],) if len(named) == 1 else ()
        return Ref(at, end + 1, "noun", who, "kin" if who else "unnamed", bool(who))

    def _owners(self, line: Line, at: int) -> tuple[str, ...]:
        """Whose kin is meant: the possessive at `at`, or the name before "'s"."""
        norm = line.norm(at)
        if norm == "'s":
            ref = line.refs.get(at - 1)
            return ref.who if ref is not None else ()
        gender = self.grammar.pronouns.get(norm, "")
        if gender in ("m", "f"):
            who, _ = self.salience.best(line.number, line.paragraph, gender)
            return (who,) if who else ()
        return self.salience.last_group(line.number) if gender == "p" else ()

    def _relate(self, line: Line, owners: tuple[str, ...], noun: str, kin: str) -> None:
        """ "his wife Kheda": she is his wife, he is her husband, and the two are a pair."""
        for owner in owners:
            if owner != kin and kin:
                self.salience.group(line.number, (owner, kin))
                self.kinship[owner, noun] = kin
                for back in self.grammar.language.map("kin_inverse").get(noun, "").split():
                    self.kinship.setdefault((kin, back), owner)

    def _noun(self, line: Line, at: int) -> Ref | None:
        norm = line.chunks[at].norm
        if norm in self.grammar.counts and line.number < 6:
            return self._counted(line, at, self.grammar.counts[norm])
        if norm in ("both", "neither") and line.norm(at + 1) not in ("a", "his", "her"):
            return self._plural(line, at, at + 1, norm)
        if norm not in ("the", "all", "this", "that"):
            return None
        end = at + 1
        adjectives = self.grammar.language.list("noun_adjectives")
        while end < min(at + 4, len(line.chunks)) and line.norm(end) in adjectives:
            end += 1
        noun = line.norm(end)
        if noun in self.grammar.plurals:
            return self._plural(line, at, end + 1, noun)
        return self._definite(line, at, end) if norm != "all" else None

    def _counted(self, line: Line, at: int, size: int) -> Ref | None:
        """ "Two Uyghurs" at the head of a report: its two protagonists, when just so many stand out."""
        end = at + 1
        while end < min(at + 6, len(line.chunks)) and line.norm(end) not in self.grammar.generic:
            if not line.chunks[end].word or line.norm(end) in self.grammar.prepositions:
                return None
            end += 1
        counts = [(who, n) for who, n in self.salience.counts.most_common() if self.persons[who].protectable]
        if end >= len(line.chunks) or line.norm(end) not in self.grammar.generic or len(counts) < size:
            return None
        beyond = counts[size][1] if len(counts) > size else 0
        if counts[size - 1][1] < 2 or beyond * 2 > counts[size - 1][1]:
            return None
        return Ref(at, end + 1, "plural", tuple(who for who, _ in counts[:size]), "count", False)

    def _plural(self, line: Line, at: int, end: int, noun: str) -> Ref | None:
        after = line.norm(end)
        if after == "of" or (
            noun in self.grammar.group_sizes and line.norm(at) != "all" and _ordinary(after, self.grammar)
        ):
            return None
        if noun in self.family:
            return Ref(at, end, "plural", self._family(), "family", False)
        size = self.grammar.group_sizes.get(noun)
        who = self._pair(noun) or self.salience.last_group(line.number, size, 15)
        sure = bool(who)
        return Ref(at, end, "plural", who or self._outstanding(size or 0), "group", sure)

    def _pair(self, noun: str) -> tuple[str, ...]:
        """ "the couple", "the brothers": the only two of the report whom that kinship joins."""
        kin = self.grammar.pair_kin.get(noun, frozenset())
        pairs = {frozenset((owner, who)) for (owner, word), who in self.kinship.items() if word in kin}
        return tuple(sorted(next(iter(pairs)), key=self._order)) if len(pairs) == 1 else ()

    def _family(self) -> tuple[str, ...]:
        who = tuple(local for local, person in self.persons.items() if person.protectable)
        return who if len(who) < _LARGEST else ()

    def _order(self, local: str) -> tuple[int, int]:
        return self.persons[local].first

    def _outstanding(self, size: int) -> tuple[str, ...]:
        """As many as the word counts, when just so many of those who can be meant stand out of the report."""
        counts = [(who, n) for who, n in self.salience.counts.most_common() if self.persons[who].protectable]
        if size < 2 or len(counts) < size:
            return ()
        beyond = counts[size][1] if len(counts) > size else 0
        return tuple(who for who, _ in counts[:size]) if beyond < counts[size - 1][1] else ()

    def _definite(self, line: Line, at: int, end: int) -> Ref | None:
        """ "the bookseller", "the 37-year-old", "the applicant"."""
        noun = line.norm(end)
        if noun not in self.grammar.nouns and line.norm(end + 1) in self.grammar.nouns and noun.isalpha():
            end, noun = end + 1, line.norm(end + 1)
        after = line.norm(end + 1)
        if after == NAME or (after == "'s" and line.norm(end + 2) in self.grammar.kin):
            return None
        if (
            after != "'s"
            and _ordinary(after, self.grammar)
            and after not in self.grammar.clause_words | self.grammar.relatives
        ):
            return None  # "the refugee issues": the noun describes another
        able = [local for local, person in self.persons.items() if noun in person.nouns and person.protectable]
        if len(able) == 1 and noun in self.grammar.nouns:
            return Ref(at, end + 1, "noun", (able[0],), "described")
        who, sure = self.salience.topic(line.number, line.paragraph)
        if noun.endswith("-year-old") or noun in self.grammar.topic_nouns:
            return Ref(at, end + 1, "noun", (who,) if who else (), "topic", sure)
        if noun in self.grammar.nouns and not able and after not in ("of", "'s"):
            return Ref(at, end + 1, "noun", (who,) if who else (), "occupation", False)
        return None


def _named_after(line: Line, end: int) -> str:
    """The person whose name follows a kin noun, a comma between or not."""
    place = end + 2 if line.norm(end + 1) == "," else end + 1
    return line.chunks[place].who if line.norm(place) == NAME else ""


def _ordinary(norm: str, grammar: Grammar) -> bool:
    """After "the two": a noun follows, so that the number counts something else."""
    closed = grammar.prepositions | grammar.be | grammar.have | grammar.modals | grammar.adverbs | grammar.plurals
    verb = norm in grammar.verbs or norm.endswith("ed")
    return bool(norm) and norm[0].isalpha() and norm not in closed and not verb


def _vote_genders(grammar: Grammar, persons: Sequence[Person], lines: Sequence[Line]) -> None:
    """A person without a title or kin word has the gender of the pronouns that follow the name, if they agree."""
    votes: dict[str, Counter[str]] = {person.local: Counter() for person in persons}
    current, left = "", 0
    for line in lines:
        for chunk in line.chunks:
            if chunk.who:
                current, left = chunk.who, 45
            left -= 1
            gender = grammar.pronouns.get(chunk.norm, "")
            if current and left > 0 and gender in ("m", "f"):
                votes[current][gender] += 1
    for person in persons:
        m, f = votes[person.local]["m"], votes[person.local]["f"]
        if not person.gender and max(m, f) > 2 * min(m, f):
            person.gender = "m" if m > f else "f"
