"""`asyl status`, `deadlines`, `disagreements`, `gaps`: one topic of a case file, or of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from rich.text import Text

from asyl import __version__, desk, publish
from asyl.knowledge import own_knowledge
from asyl.model import Action, CaseFile, Register, UsageProblem, View

from .common import day, desk_at, register_option
from .ics import Entry, calendar
from .labels import Labels
from .screen import Screen
from .standinglines import Topics

_KEEPS = ("asyl", "people")  # what every answer in JSON begins with


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--quotes", is_flag=True, help="Show the exact words of every line."),
        click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output."),
        click.option("--confirmed-only", is_flag=True, help="Judgements by people alone."),
        click.option("--as-of", "as_of", metavar="DATE", help="The state on that day (YYYY-MM-DD)."),
    ):
        command = option(command)
    return register_option(command)


def _open(
    folder: Path, name: str | None, as_of: str | None, view: View, screen: Screen, *, leaves: bool
) -> tuple[Register, tuple[CaseFile, ...]]:
    """The register and the case files that are asked for: one person's, or all, the fullest first."""
    when = day(as_of)
    with desk_at(folder) as opened, screen.progress("opening") as progress:
        purpose = Action.EXPORT if leaves else Action.READ
        read = desk.register_view(opened, when, view, progress=progress, purpose=purpose)
        register = desk.with_role_swaps(read, opened.engines)
        if name is not None:
            return register, (desk.case_of(register, desk.find_person(register, name)),)
    cases = sorted(register.cases, key=lambda case: (-len(case.facts), case.person.name, case.person.id))
    if not cases:
        screen.say("no protected person was found in this register; `asyl people` lists everybody who is named")
    return register, tuple(cases)


def _view(confirmed_only: bool) -> View:
    return View.CONFIRMED if confirmed_only else View.WORKING


def _topics(register: Register, screen: Screen) -> Topics:
    known = own_knowledge()
    width = max(60, min(screen.out.width, 120))
    return Topics(Labels(register), known.events, known.statuses, width, screen.quotes)


def _print(screen: Screen, parts: Sequence[Iterator[Text]]) -> None:
    for number, lines in enumerate(parts):
        if number:
            screen.out.print()
        for line in lines:
            line.rstrip()
            screen.out.print(line)


def _json(screen: Screen, register: Register, cases: Sequence[CaseFile], keys: Sequence[str]) -> None:
    """Part of the JSON of `asyl case --json`: one person's, or all."""
    if len(cases) == 1:
        whole = publish.case_output(cases[0], register, __version__)
    else:
        whole = publish.output(register, __version__)
    screen.json({key: whole[key] for key in (*_KEEPS, *keys)})


@click.command()
@click.argument("name")
@_options
def status(name: str, folder: Path, as_of: str | None, confirmed_only: bool, as_json: bool, quotes: bool) -> None:
    """Show the legal status of one person over time, and what proves it: by the machine's reading, and by confirmed
    facts alone."""
    screen = Screen(as_json=as_json, quotes=quotes)
    register, cases = _open(folder, name, as_of, _view(confirmed_only), screen, leaves=as_json)
    if as_json:
        _json(screen, register, cases, ("status", "facts", "claims", "overstatements", "understatements"))
        return
    parts = [_topics(register, screen).status(case) for case in cases]
    if not confirmed_only:
        confirmed, theirs = _open(
            folder, None, as_of or register.as_of.isoformat(), View.CONFIRMED, screen, leaves=False
        )
        keys = cases[0].person.keys
        # Judgements alone may join fewer mentions: the file that shares most of this person's is theirs.
        shown = max(theirs, key=lambda case: len(case.person.keys & keys), default=None)
        if shown is not None and shown.person.keys & keys:
            parts.append(_topics(confirmed, screen).status(shown))
    _print(screen, parts)


@click.command()
@click.argument("name", required=False)
@_options
@click.option("--ics", type=click.Path(path_type=Path), help="Write them to this new calendar file, without names.")
def deadlines(
    name: str | None,
    folder: Path,
    as_of: str | None,
    confirmed_only: bool,
    as_json: bool,
    quotes: bool,
    ics: Path | None,
) -> None:
    """List what has to be done by when, by the dated rules of the country, or what was missed."""
    if ics is not None and ics.exists():
        raise UsageProblem(f"{ics} exists already and is not overwritten; name a new file", subject=ics)
    screen = Screen(as_json=as_json, quotes=quotes)
    leaves = as_json or ics is not None
    register, cases = _open(folder, name, as_of, _view(confirmed_only), screen, leaves=leaves)
    if ics is not None:
        _write(ics, _entries(cases), register, screen)
    if as_json:
        _json(screen, register, cases, ("deadlines",))
    else:
        topics = _topics(register, screen)
        _print(screen, [topics.deadlines(case) for case in cases if case.deadlines or name is not None])
        if cases and not any(case.deadlines for case in cases) and name is None:
            screen.say("no deadline: nothing in the register starts a clock of a procedure that asyl knows")


def _entries(cases: Sequence[CaseFile]) -> list[Entry]:
    """Calendars are synchronised to telephones and servers: a person is named there by id alone."""
    return [
        Entry(
            uid=f"{item.person}-{item.trigger}-{item.rule.replace(' ', '-')}@asyl",
            day=item.due,
            summary=f"{item.person}: {item.what}" + ("" if item.verified else " (unverified rule)"),
            description="\n".join((item.rule, item.source, *item.notes, "Not legal advice.")),
            tentative=not item.verified,
        )
        for case in cases
        for item in case.deadlines
        if not item.missed
    ]


def _write(file: Path, entries: Sequence[Entry], register: Register, screen: Screen) -> None:
    data = calendar(entries, register.as_of, f"-//asyl//{__version__}//EN")
    try:
        with file.open("xb") as out:
            out.write(data)
    except OSError as problem:
        raise UsageProblem(f"{file} cannot be written: {problem.strerror}", subject=file) from problem
    screen.say(f"{len(entries)} deadlines written to {file}")


@click.command()
@click.argument("name", required=False)
@_options
def disagreements(
    name: str | None, folder: Path, as_of: str | None, confirmed_only: bool, as_json: bool, quotes: bool
) -> None:
    """List where reports differ, value beside value, and what cannot all be so. Never says who is right."""
    screen = Screen(as_json=as_json, quotes=quotes)
    register, cases = _open(folder, name, as_of, _view(confirmed_only), screen, leaves=as_json)
    if as_json:
        _json(screen, register, cases, ("facts", "claims", "inconsistencies"))
        return
    shown = [case for case in cases if name is not None or _differs(case)]
    topics = _topics(register, screen)
    _print(screen, [topics.disagreements(case) for case in shown])
    if cases and not shown:
        screen.say("no disagreement in this register")


def _differs(case: CaseFile) -> bool:
    return bool(case.inconsistencies) or any(fact.disagreement for fact in case.facts)


@click.command()
@click.argument("name", required=False)
@_options
def gaps(name: str | None, folder: Path, as_of: str | None, confirmed_only: bool, as_json: bool, quotes: bool) -> None:
    """List what the files lack (papers, second origins, dates), and patterns that are risks."""
    screen = Screen(as_json=as_json, quotes=quotes)
    register, cases = _open(folder, name, as_of, _view(confirmed_only), screen, leaves=as_json)
    if as_json:
        _json(screen, register, cases, ("gaps", "risks"))
        return
    topics = _topics(register, screen)
    _print(screen, [topics.gaps(case) for case in cases if name is not None or case.gaps or case.risks])


COMMANDS = (status, deadlines, disagreements, gaps)
