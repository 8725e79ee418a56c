"""Two names compared, with the reasons in words a person can check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from asyl.knowledge import Knowledge
from asyl.model import Verdict

from .names import Form, Word, parse
from .scoring import Scores, scores
from .sounds import Phonology
from .table import Numbers, Table

MATCHED = 0.55  # words this alike count as matched in the reasons
BATCH = 4096  # pairs compared at once: memory is bounded whatever comes
SAME, LIKELY, UNSURE = 0.93, 0.74, 0.42  # least score of each band; below the last: different

Ambiguity = Literal["swap-or-child", "single-name"]
Ways = Mapping[tuple[int, int], tuple[Form, Form] | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two names alone say. `score` 0..1 ranks; `ambiguous` names what no spelling can settle."""

    score: float
    verdict: Verdict
    reasons: tuple[str, ...]
    ambiguous: Ambiguity | None = None


def band(score: float) -> Verdict:
    """The verdict of a score."""
    if score >= SAME:
        return Verdict.SAME
    if score >= LIKELY:
        return Verdict.LIKELY
    return Verdict.UNSURE if score >= UNSURE else Verdict.DIFFERENT


def compare(a: str, b: str, knowledge: Knowledge) -> Comparison:
    """Whether two names may be one person's, by the tables of `knowledge.scripts`. Never raises on hostile names.

    A name alone never decides: `same` says that the names are, a person says that the people are.
    """
    scripts = knowledge.scripts
    one, two = parse(a, scripts), parse(b, scripts)
    if not one.words or not two.words:
        return Comparison(0.0, Verdict.DIFFERENT, ("one side holds no name",))
    (found,) = explain(Table([one, two], scripts), np.array([0]), np.array([1]))
    return found


def compare_many(pairs: Sequence[tuple[str, str]], knowledge: Knowledge) -> list[Comparison]:
    """As `compare`, for many pairs at once, in their order: every name is read once, pairs are scored in batches."""
    scripts = knowledge.scripts
    found = [Comparison(0.0, Verdict.DIFFERENT, ("one side holds no name",))] * len(pairs)
    for at in range(0, len(pairs), BATCH):
        part = pairs[at : at + BATCH]
        numbers = {name: place for place, name in enumerate(dict.fromkeys(name for pair in part for name in pair))}
        parsed = [parse(name, scripts) for name in numbers]
        rows = [n for n, (a, b) in enumerate(part) if parsed[numbers[a]].words and parsed[numbers[b]].words]
        if rows:
            sides = np.array([[numbers[name] for name in part[n]] for n in rows], np.int64)
            said = explain(Table(parsed, scripts), sides[:, 0], sides[:, 1])
            for row, comparison in zip(rows, said, strict=True):
                found[at + row] = comparison
    return found


def explain(table: Table, one: Numbers, two: Numbers, found: Scores | None = None) -> list[Comparison]:
    """What is to be said on the names numbered `one[i]` and `two[i]`, each of a word or more; `found` are their scores
    where they are known already."""
    found = scores(table, one, two) if found is None else found
    ways = _ways(table, one, two, found)
    rows = zip(one.tolist(), two.tolist(), strict=True)
    return [_explain(table, i, j, found, row, ways) for row, (i, j) in enumerate(rows)]


def _ways(table: Table, one: Numbers, two: Numbers, found: Scores) -> Ways:
    """For all words that matched by sound: by which readings. Every pair of words is looked at once."""
    row, place = np.nonzero((found.assigned >= 0) & (found.likeness >= MATCHED))
    left, right = table.words[one[row], place], table.words[two[row], found.assigned[row, place]]
    pairs = np.unique(np.stack([left, right]), axis=1)
    return dict(zip(map(tuple, pairs.T.tolist()), table.ways(pairs[0], pairs[1]), strict=True))


def _explain(table: Table, i: int, j: int, found: Scores, row: int, ways: Ways) -> Comparison:
    one, two = table.names[i], table.names[j]
    reasons = list(_pairs(table, i, j, found.assigned[row].tolist(), found.likeness[row].tolist(), ways))
    ambiguous: Ambiguity | None = None
    if found.together[row]:
        reasons.append("written together the two names read alike")
    if found.roles[row]:
        reasons.append("role conflict: each name marks another word as the father's, so swap or child: rather child")
    if found.gender[row]:
        reasons.append("the endings or titles are of a man and of a woman")
    if found.swapped[row]:
        loose = one.loose or two.loose or one.turned or two.turned or min(len(one.words), len(two.words)) > 2
        reasons.append("order swapped" if loose else "order swapped: swap or child? Ask for a birth date or the father")
        ambiguous = None if loose else "swap-or-child"
    if min(len(one.words), len(two.words)) == 1 and not found.together[row]:
        reasons.append("single name: it alone never tells who")
        ambiguous = "single-name"
    score = round(float(found.score[row]), 4)
    return Comparison(score, band(score), tuple(reasons), ambiguous)


def _pairs(table: Table, i: int, j: int, assigned: list[int], likeness: list[float], ways: Ways) -> Iterator[str]:
    one, two = table.names[i], table.names[j]
    for at, (word, place, like) in enumerate(zip(one.words, assigned, likeness, strict=False)):
        if place < 0:
            yield f"{word.text}: only in the first name"
            continue
        other = two.words[place]
        way = ways.get((int(table.words[i, at]), int(table.words[j, place])))
        sign = "~" if like >= MATCHED else "is not"
        yield f"{word.text} {sign} {other.text} ({like:.2f}{_how(word, other, way, table.phonology)})"
    taken = set(assigned)
    yield from (f"{word.text}: only in the second name" for at, word in enumerate(two.words) if at not in taken)


def _how(one: Word, two: Word, way: tuple[Form, Form] | None, sounds: Phonology) -> str:
    """By which readings two words were found alike."""
    if one.text == two.text:
        return ", same letters"
    if one.initial or two.initial:
        return ", initial"
    if way is None:
        return ""
    shown = " / ".join("".join(sounds.shown(code) for code in form.codes) for form in way)
    return f", sounds {shown}" + "".join(f", {form.via}" for form in way if form.via != "as written")
