"""Grave events that somebody should read before they count: the readings that hurt people when they are wrong.

A false "deported" is worse than a missed one. What is found here is shown to be read and never suggested.
"""

from __future__ import annotations

from asyl.model import Role

from .inflect import BASE, ING
from .lines import Line
from .linking import Linked
from .page import Page
from .quotes import quotations
from .wildcards import stem_set

_ACROSS = 14  # chunks before a head in which a word of doubt holds for it
_LINES = 3  # lines of the paragraph in which the antecedent of a pronoun must be named
_LONGEST = 160  # code points of a quotation that names nobody and is still looked for


class Caution:
    """Doubts about one page's grave claims."""

    def __init__(self, page: Page) -> None:
        language = page.grammar.language
        self.page = page
        self.doubts = stem_set(language.list("doubt_words"))
        self.retractions = stem_set(language.list("retraction_cues"))
        self.things = stem_set(language.list("case_things") | language.list("owned_nouns"))
        self.persons = {person.local: person for person in page.persons}
        self.shared = self._shared_names()

    def doubts_of(self, linked: Linked) -> bool:
        """True when a plainly affirmed grave match should be read by somebody first."""
        return (
            self._guessed(linked)
            or self._anaphor(linked)
            or self._namesakes(linked)
            or self._kin_of(linked)
            or self._unfinished(linked)
            or self._taken_back(linked)
            or self._unspoken(linked)
        )

    def _guessed(self, linked: Linked) -> bool:
        """Nobody is named, or the clause has a subject that the linking did not reach."""
        found = linked.found
        return found.how in ("topic", "nearest", "fronted") or (found.how == "shared" and not found.sure)

    def _anaphor(self, linked: Linked) -> bool:
        """A pronoun or noun that may mean another: somebody else of that gender is named near, or a group is meant."""
        ref, line = linked.found.ref, linked.line
        if ref is None or ref.kind == "name":
            return False
        if ref.how in ("speaker", "kin"):
            return self.page.grammar.pronouns.get(line.norm(ref.first)) == "w"
        if ref.kind == "plural" or len(ref.who) > 1:
            return not ref.sure or line.norm(ref.first) in self.page.grammar.pronouns
        if not ref.sure:
            return True
        near = self._named_near(line, ref.first)
        return near.isdisjoint(ref.who) or any(self._rival(who, ref.who) for who in near)

    def _named_near(self, line: Line, at: int) -> set[str]:
        """Persons named in the line up to `at`; when nobody is, in the nearest line of the paragraph that names one."""
        found = {line.chunks[k].who for k in range(at) if line.chunks[k].who}
        for number in range(line.number - 1, max(-1, line.number - 1 - _LINES), -1):
            before = self.page.lines[number]
            named = {chunk.who for chunk in before.chunks if chunk.who}
            if before.paragraph != line.paragraph:
                break
            if named:
                return found | named
        return found

    def _rival(self, who: str, meant: tuple[str, ...]) -> bool:
        person = self.persons[who]
        if who in meant or person.role in (Role.JUDGE, Role.REPORTER):
            return False
        genders = {self.persons[each].gender for each in meant}
        return not person.gender or not genders or "" in genders or person.gender in genders

    def _shared_names(self) -> frozenset[str]:
        """Words that stand in the names of two persons who may be the one spoken of."""
        seen: set[str] = set()
        twice: set[str] = set()
        for person in self.page.persons:
            twice |= seen & set(person.key)
            seen |= set(person.key)
        return frozenset(twice)

    def _namesakes(self, linked: Linked) -> bool:
        """A surname alone that two persons of the report bear."""
        ref = linked.found.ref
        if ref is None or ref.kind != "name" or not ref.who:
            return False
        person = self.persons.get(ref.who[0])
        chunk = linked.line.chunks[ref.first]
        alone = " " not in self.page.report.text[chunk.start : chunk.end].strip()
        if person is None or not alone or not self.shared & set(person.key):
            return False
        word = _folded(self.page, chunk.start, chunk.end)
        return any(word.startswith(shared[:4]) for shared in self.shared)

    def _kin_of(self, linked: Linked) -> bool:
        """ "killed his cousins", "deported Malik's brother": a possessive whose noun is no paper or act."""
        found, line, rule = linked.found, linked.line, linked.match.rule
        ref = found.ref
        if ref is None or not rule.kinds or rule.option("role") in ("owner", "bearer", "receiver"):
            return False
        if ref.kind != "possessive" and line.norm(ref.last) != "'s":
            return False
        return not any(line.norm(at) in self.things for at in range(ref.last, min(ref.last + 5, len(line.chunks))))

    def _unfinished(self, linked: Linked) -> bool:
        """An infinitive or imperative, an -ing form without an auxiliary; words of fear, doubt and prevention."""
        line, match, group = linked.line, linked.match, linked.group
        kinds = match.rule.kinds.get(line.norm(match.head), frozenset())
        if group is not None and not group.words and kinds and kinds <= {BASE, ING}:
            return True
        return any(line.norm(at) in self.doubts for at in range(max(0, match.first - _ACROSS), match.first))

    def _taken_back(self, linked: Linked) -> bool:
        """This sentence or a neighbour in its paragraph speaks of an error, a rumour, a denial."""
        line = linked.line
        near = self.page.lines[max(0, line.number - 1) : line.number + 2]
        return any(
            chunk.norm in self.retractions
            for other in near
            if other.paragraph == line.paragraph
            for chunk in other.chunks
        )

    def _unspoken(self, linked: Linked) -> bool:
        """Words between quotation marks that the report ascribes to nobody: often quoted to be corrected."""
        line = linked.line
        start = line.chunks[linked.match.head].start
        if any(said.voice is not None for said in self.page.speech.at(start) if said.direct):
            return False
        text = self.page.report.text
        spans = quotations(text, line.start, min(len(text), line.end))
        return any(quote.start <= start < quote.end and quote.end - quote.start < _LONGEST for quote in spans)


def _folded(page: Page, start: int, end: int) -> str:
    return page.report.text[start:end].casefold()
