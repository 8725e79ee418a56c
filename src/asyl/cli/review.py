"""`asyl review`: walks what waits, one question after the other; every answer is an act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from asyl import desk
from asyl.model import AsylError, JudgementKind, PersonKey

from .acts import pairs
from .common import case_option, desk_at, register_option, why_option
from .labels import Labels
from .layout import clean, count, wrap
from .screen import Screen

_YES = {
    desk.Waiting.CLAIMS: JudgementKind.CONFIRM,
    desk.Waiting.PEOPLE: JudgementKind.SAME,
    desk.Waiting.FACTS: JudgementKind.JOIN,
}
_NO = {
    desk.Waiting.CLAIMS: JudgementKind.REJECT,
    desk.Waiting.PEOPLE: JudgementKind.DIFFERENT,
    desk.Waiting.FACTS: JudgementKind.SPLIT,
}
_KEYS = {
    desk.Waiting.CLAIMS: "y right  n wrong  e set right  ? cannot tell  u undo  q stop",
    desk.Waiting.PEOPLE: "y one person  n two  ? cannot tell  u undo  q stop",
    desk.Waiting.FACTS: "y one happening  n two  ? cannot tell  u undo  q stop",
}


@click.command()
@click.argument("what", type=click.Choice([one.value for one in desk.Waiting]), default="claims")
@register_option
@case_option
@why_option
@click.option("--person", default="", help="Only what concerns this person.")
@click.option("--list", "listed", is_flag=True, help="Print what waits, one line each, and ask nothing.")
def review(what: str, folder: Path, chosen: str, why: str, person: str, listed: bool) -> None:
    """Walk what waits for a person, most useful first: claims, people or facts."""
    screen = Screen()
    with desk_at(folder, case=chosen) as opened:
        with screen.progress("opening") as progress:
            waiting = desk.review(opened, desk.Waiting(what), progress)
            name = desk.find_person(waiting.register, person, opened.engines).name if person else ""
        questions = [one for one in waiting.questions if not name or one.person == name]
        labels = Labels(waiting.register)
        if listed:
            for one in questions:
                click.echo(f'{_subject(one)}  {clean(one.person)}: {clean(one.says)}  "{clean(one.words[0].quote)}"')
            return
        if not questions:
            screen.say("nothing waits here")
            return
        Walk(opened, labels, screen.out, why).through(questions)


class Walk:
    """One review: what was asked, what was answered, and what can be undone."""

    def __init__(self, opened: desk.Desk, labels: Labels, out: Console, why: str) -> None:
        self.desk, self.labels, self.out, self.why = opened, labels, out, why
        self.done: list[tuple[int, str]] = []  # number of the question, the judgement made

    def through(self, questions: list[desk.Question]) -> None:
        at, asked = 0, -1
        while at < len(questions):
            if asked != at:
                self.show(questions[at], at, len(questions))
                asked = at
            answer = self.ask(questions[at])
            if answer == "q":
                break
            if answer == "u":
                at, asked = self.undo(at), -1
                continue
            if self.answered(answer, questions[at], at):
                at += 1
        self.out.print(f"{count(len(self.done), 'decision')} made, {len(questions) - at} left")

    def show(self, one: desk.Question, at: int, total: int) -> None:
        width = min(self.out.width, 120)
        self.out.print()
        self.out.print(Text.assemble((clean(one.person), "bold"), f"   {clean(one.says)}   ({at + 1} of {total})"))
        for words in one.words:
            self.out.print(Text(f"  {self.labels.line(words.report)}", style="dim"))
            before, after = _edges(words.before), _edges(words.after)
            sentence = Text.assemble("  ", before.lstrip(), (clean(words.quote), "bold underline"), after.rstrip())
            self.out.print(sentence)
        self._rows("why   ", one.why, width)
        self._rows("also  ", tuple(self.labels.line(report) for report in one.also) or ("nobody else",), width)
        against = tuple(f"{value}: {self.labels.many(reports)}" for value, reports in one.against)
        self._rows("but   ", against, width)

    def _rows(self, head: str, rows: tuple[str, ...], width: int) -> None:
        for number, row in enumerate(rows):
            for line in wrap(row, width, f"  {head if not number else ' ' * len(head)}"):
                self.out.print(Text(line, style="dim"))

    def ask(self, one: desk.Question) -> str:
        """The key that was typed; at the end of input, to stop."""
        try:
            typed = click.prompt(_KEYS[one.kind], prompt_suffix="  > ", default="", show_default=False)
        except click.Abort:
            return "q"
        return str(typed).strip().casefold()[:1]

    def answered(self, answer: str, one: desk.Question, at: int) -> bool:
        """Does what was answered; False to ask again."""
        make = self._act(answer, one)
        if make is None:
            return answer == "?"
        try:
            self.done.append((at, make()))
        except AsylError as problem:
            # Somebody was quicker, or a value cannot be: said, and asked again. Nothing was written.
            self.out.print(Text(problem.sentence, style="yellow"))
            return False
        return True

    def _act(self, answer: str, one: desk.Question) -> Callable[[], str] | None:
        kinds = {"y": _YES[one.kind], "n": _NO[one.kind]}
        if answer == "e" and one.kind is desk.Waiting.CLAIMS:
            return lambda: self._amend(one)
        if answer == "?" and one.kind is desk.Waiting.PEOPLE:
            kinds["?"] = JudgementKind.UNSURE
        kind = kinds.get(answer)
        return None if kind is None else lambda: self._decide(kind, one)

    def _decide(self, kind: JudgementKind, one: desk.Question) -> str:
        ruling = desk.Ruling(kind, one.subject, self.why)
        return desk.decide(self.desk, [ruling])[0].id

    def _amend(self, one: desk.Question) -> str:
        typed = click.prompt("set (event= date= polarity= modality= place= status=)", default="", show_default=False)
        words = tuple(part.strip() for part in str(typed).split(",") if part.strip())
        return desk.amend(self.desk, str(one.subject[0]), pairs(words), self.why).id

    def undo(self, at: int) -> int:
        """Takes the last answer back; returns the question that is asked again."""
        if not self.done:
            self.out.print("nothing to undo")
            return at
        number, judgement = self.done.pop()
        desk.retract(self.desk, judgement, "undone in the review")
        return number


def _edges(words: str) -> str:
    """Words made harmless, with a space left at an edge where there was one."""
    ends = (" " if words[:1].isspace() else "", " " if words[-1:].isspace() else "")
    return f"{ends[0]}{clean(words)}{ends[1]}"


def _subject(one: desk.Question) -> str:
    return " ".join(_ref(part) for part in one.subject)


def _ref(part: str | PersonKey) -> str:
    return part if isinstance(part, str) else f"{part[0]}/{part[1]}"
