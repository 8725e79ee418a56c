"""Where answers go: standard output for what was asked, standard error for progress and messages."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from asyl import __version__, desk, publish
from asyl.knowledge import own_knowledge
from asyl.model import CaseFile, Link, Register, Report, UsageProblem

from .casefile import CasePrinter
from .labels import Labels
from .layout import clean, count, cut, pad
from .tracing import diff_lines, trace_lines

Step = Callable[[str, int, int], None]  # what is being done, how many are done, how many there are
_PIPE_WIDTH = 100


class Screen:
    """Prints values for one command. With `as_json` nothing but one JSON object reaches standard output."""

    def __init__(self, *, as_json: bool = False, output: Path | None = None, quotes: bool = False) -> None:
        if output is not None and output.exists():
            raise UsageProblem(f"{output} exists already and is not overwritten; name a new file", subject=output)
        self.as_json, self.file, self.quotes = as_json or output is not None, output, quotes
        wide = None if sys.stdout.isatty() else _PIPE_WIDTH
        self.out = Console(highlight=False, soft_wrap=True, width=wide, markup=False, emoji=False)
        self.err = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)

    @contextmanager
    def progress(self, what: str) -> Iterator[Step]:
        """A bar on standard error, on a terminal; elsewhere a line for each stage."""
        with Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.err,
            transient=True,
            disable=not self.err.is_terminal,
        ) as bar:
            task = bar.add_task(what, total=None)
            stages: set[str] = set()

            def step(description: str, done: int, total: int) -> None:
                bar.update(task, description=description, completed=done, total=total or None)
                if not self.err.is_terminal and description not in stages:
                    stages.add(description)
                    self.say(f"{description} ({count(total, 'report')})" if total else description)

            yield step

    def say(self, line: str) -> None:
        self.err.print(Text(line))

    def outcome(self, outcome: desk.ReadOutcome, folder: Path) -> None:
        """What a reading did, and every refusal with its reason, one line each."""
        parts = [f"{count(len(outcome.added), 'report')} read into {folder}"]
        if outcome.known:
            parts.append(f"{len(outcome.known)} already there")
        if outcome.versions:
            parts.append(f"{count(len(outcome.versions), 'new version')} of known pages")
        if outcome.refused:
            parts.append(f"{len(outcome.refused)} refused")
        self.say(", ".join(parts))
        for refusal in outcome.refused:
            self.say(f"  refused {clean(refusal.path)}: {refusal.reason}")

    def register(self, register: Register) -> None:
        if self.as_json:
            self.json(publish.output(register, __version__))
            return
        printer = self._printer(register)
        cases = sorted(register.cases, key=lambda case: (-len(case.facts), case.person.name, case.person.id))
        for number, item in enumerate(cases):
            if number:
                self.out.print(Text("─" * printer.width, style="dim"))
            self._print(printer.lines(item))
        if not cases:
            self.say("no protected person was found in these reports; `asyl people` lists everybody who is named")
        else:
            name = clean(cases[0].person.name)
            self.say(f'next: asyl case "{name}" --quotes   the exact words of every line')

    def case(self, item: CaseFile, register: Register) -> None:
        if self.as_json:
            self.json(publish.case_output(item, register, __version__))
            return
        self._print(self._printer(register).lines(item))

    def people(self, register: Register) -> None:
        width = min(self.out.width, 120)
        for person in sorted(
            register.people, key=lambda person: (not person.protected, -len(person.mentions), person.id)
        ):
            reports = len({mention.report for mention in person.mentions})
            others = " · ".join(clean(name) for name in person.names[1:6])
            line = f"{pad(person.name, 30)}{pad(person.role.value, 11)}{pad(count(reports, 'report'), 12)}"
            self.out.print(Text(cut(f"{line}{others}", width) if others else line.rstrip()))
        if not register.people:
            self.say("nobody is named in this register yet")

    def trace(self, report: Report, links: tuple[Link, ...], register: Register, *, diff: bool = False) -> None:
        width = min(self.out.width, 120)
        labels = Labels(register)
        self._print(trace_lines(register, report, links, labels, width, quotes=self.quotes))
        if diff:
            styled = self.out.is_terminal and not self.out.no_color
            self._print(diff_lines(register, report, links, labels, min(self.out.width, 160), styled=styled))

    def _printer(self, register: Register) -> CasePrinter:
        knowledge = own_knowledge()
        return CasePrinter(Labels(register), knowledge.events, knowledge.statuses, self.out.width, quotes=self.quotes)

    def _print(self, lines: Iterator[Text]) -> None:
        for line in lines:
            line.rstrip()
            self.out.print(line)

    def json(self, value: publish.Json) -> None:
        words = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        data = words.encode("utf-8", "backslashreplace")
        if self.file is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        try:
            with self.file.open("xb") as file:
                file.write(data)
        except OSError as problem:
            raise UsageProblem(f"{self.file} cannot be written: {problem.strerror}", subject=self.file) from problem
        self.say(f"written to {self.file}")
