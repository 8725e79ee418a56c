"""Polarity and modality of a linked match: what its verb group and its clause make of it."""

from __future__ import annotations

from asyl.model import Modality, Polarity

from .grammar import Grammar
from .inflect import BASE
from .lines import Line
from .linking import Linked
from .syntax import Group

_CUES = {
    "planned": Modality.PLANNED,
    "asked": Modality.PLANNED,
    "feared": Modality.FEARED,
    "attributed": Modality.ATTRIBUTED,
}
_ENDS = frozenset('.;:!?"()[]–—•●|')


def polarity(linked: Linked, grammar: Grammar) -> Polarity:
    negated = linked.match.rule.option("negated") == "yes"
    if _denied(linked, grammar):
        negated = not negated
    return Polarity.NEGATED if negated else Polarity.AFFIRMED


def _denied(linked: Linked, grammar: Grammar) -> bool:
    line, group = linked.line, linked.group
    own = _literal(linked)
    if own and any(line.norm(k) in grammar.none for k in own):
        return False
    if group is not None:
        if any(word in grammar.neg for word in group.words) or group.cue == "negated":
            return True
        at = group.first
    else:
        at = linked.first
    if any(line.norm(k) in grammar.none for k in range(linked.first, linked.last)):
        return True
    return _denied_before(line, at, grammar) or (group is None and _denied_after(line, linked.last, grammar))


def _literal(linked: Linked) -> range:
    """The chunks whose negative words belong to the pattern itself."""
    own = linked.match.rule.option("negated") == "yes" or linked.match.rule.option("negok") == "yes"
    return range(linked.match.first, linked.match.last) if own else range(0)


def _denied_before(line: Line, at: int, grammar: Grammar) -> bool:
    """ "no court ever", "nobody", "denies having been", "it is untrue that" before it in the clause."""
    reach = grammar.negation_reach
    for steps, back in enumerate(range(at - 1, max(-1, at - 12), -1)):
        norm = line.norm(back)
        if norm in _ENDS or norm in (",", "and") or (norm in grammar.bounds and steps):
            return False
        if norm in grammar.language.list("denials") or steps < reach.get(norm, 0):
            return True
    return False


def _denied_after(line: Line, at: int, grammar: Grammar) -> bool:
    """A noun whose verb is denied: "the transfer did not take place"."""
    for right in range(at, min(at + 7, len(line.chunks))):
        norm = line.norm(right)
        if norm in _ENDS or norm == "," or norm in grammar.bounds:
            return False
        if norm in grammar.nots:
            return True
    return False


def denied_next(line: Line, following: Line | None, grammar: Grammar) -> bool:
    """ "He was deported, it was said. He had not." or "Convicted? NO.": a short next sentence that denies."""
    if following is None or following.paragraph != line.paragraph:
        return False
    words: list[str] = []
    for chunk in following.chunks:
        if not chunk.word:
            break
        words.append(chunk.norm)
    auxiliary = grammar.be | grammar.have | grammar.language.list("short_answers")
    if not words or not any(word in grammar.none or word in grammar.language.list("denials") for word in words):
        return False
    if " ".join(words[:2]) in grammar.language.list("correcting_openers"):
        return True
    return len(words) <= 5 and (
        words[-1] in auxiliary or words[-1] in grammar.none or words[-1] in grammar.language.list("denials")
    )


def modality(linked: Linked, grammar: Grammar) -> tuple[Modality, str]:
    """The modality that the clause itself gives, and its cue ("" when it is plainly said to have happened)."""
    given = linked.match.rule.option("modality")
    if given:
        return Modality(given), linked.match.rule.words
    if linked.group is not None:
        found = _from_group(linked, linked.group, grammar)
        if found is not None:
            return found
    cue = _conditional(linked.line, linked.group.first if linked.group else linked.first, grammar)
    if cue:
        return Modality.FEARED, cue
    return _from_noun(linked, grammar) if linked.group is None else (Modality.ASSERTED, "")


def _from_group(linked: Linked, group: Group, grammar: Grammar) -> tuple[Modality, str] | None:
    if group.cue in _CUES:
        return _CUES[group.cue], group.cue
    bare = all(word in grammar.adverbs for word in group.words)
    for word in (*group.words, *(_inherited(linked.line, group.first, grammar) if bare else ())):
        if word in grammar.language.list("planned_modals"):
            return Modality.PLANNED, word
        if word in grammar.language.list("feared_modals"):
            return Modality.FEARED, word
    if _contracted_would(linked, group, grammar):
        return Modality.FEARED, "'d"
    return (Modality.PLANNED, "to") if _to_come(linked, group, grammar) else None


def _contracted_would(linked: Linked, group: Group, grammar: Grammar) -> bool:
    """ "he'd be", "he'd have been", not "he'd been"."""
    if "'d" not in group.words:
        return False
    base = BASE in grammar.verbs.get(linked.line.norm(group.head), frozenset()) and "been" not in group.words
    return base or "have" in group.words or "be" in group.words


def _to_come(linked: Linked, group: Group, grammar: Grammar) -> bool:
    """ "is to be", "has to be", a bare "to"."""
    if "to" not in group.words:
        return linked.line.norm(group.first) == "to"
    left = group.words[group.words.index("to") + 1 :]
    return not left or any(word in grammar.be or word in grammar.have for word in left)


def _inherited(line: Line, at: int, grammar: Grammar) -> tuple[str, ...]:
    """The modal of the verb before "and": "would be detained and sent"."""
    while line.norm(at - 1).endswith("ly"):
        at -= 1
    if line.norm(at - 1) not in ("and", "or"):
        return ()
    for back in range(at - 2, max(-1, at - 10), -1):
        norm = line.norm(back)
        if norm in grammar.modals:
            return (norm,)
        if norm in _ENDS or norm in (",", "who", "which", "because", "when", "after"):
            return ()
    return ()


def _conditional(line: Line, at: int, grammar: Grammar) -> str:
    """A word before it in the clause that makes it a mere possibility."""
    words = grammar.language.list("conditionals")
    for back in range(at - 1, max(-1, at - 14), -1):
        norm = line.norm(back)
        if norm in _ENDS or norm in ("but", "because", "after", "who", "which") or (norm == "," and at - back > 6):
            return ""
        if norm in ("should", "were", "had"):
            if back == 0 or line.norm(back - 1) in (",", "and", "but", '"'):
                return norm
        elif norm in words:
            return norm
    return ""


def _from_noun(linked: Linked, grammar: Grammar) -> tuple[Modality, str]:
    """ "at risk of deportation", "faces extradition", "his planned removal"."""
    line = linked.line
    feared, planned = grammar.language.list("feared_nouns"), grammar.language.list("planned_nouns")
    for back in range(linked.first - 1, max(-1, linked.first - 7), -1):
        norm = line.norm(back)
        if norm in _ENDS or norm in ("but", "because", "after"):
            break
        if norm in feared or norm in planned:
            return (Modality.FEARED if norm in feared else Modality.PLANNED), norm
    for right in range(linked.last, min(linked.last + 6, len(line.chunks))):
        norm = line.norm(right)
        if norm in _ENDS or norm == ",":
            break
        if norm in ("may", "might", "could", "would"):
            return Modality.FEARED, norm
        if norm in planned:
            return Modality.PLANNED, norm
    return Modality.ASSERTED, ""
