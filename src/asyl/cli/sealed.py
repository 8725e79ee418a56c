"""`asyl seal`, `sealed`, `unseal`, `erase`: what was told in confidence, and what has to go."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from asyl import desk
from asyl.model import SealedField, UsageProblem

from .common import case_option, desk_at, register_option, why_option
from .layout import clean, count


@click.command()
@click.argument("field", type=click.Choice([one.value for one in SealedField]))
@click.option("--person", default="", help="Whom it is about: a name, or REPORT/NAME.")
@register_option
@case_option
@why_option
def seal(field: str, person: str, folder: Path, chosen: str, why: str) -> None:
    """Put words of a sealed class under lock; they are typed, or come from standard input, never from the command."""
    with desk_at(folder, create=True) as opened:
        key = desk.find_key(opened, person, desk.register_view(opened)) if person else None
        words = _typed()
        made = desk.seal(opened, SealedField(field), words, case=chosen, person=key, why=why)
        click.echo(f"{getattr(made.about, 'sealed', '')}  {field}  sealed")


def _typed() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("What is to be sealed", hide_input=True, err=True))
    return sys.stdin.read().rstrip("\n")


@click.command()
@click.argument("note", default="")
@register_option
@case_option
@why_option
@click.option("--search", default="", help="Only notes that hold these words; looked for in memory.")
def sealed(note: str, folder: Path, chosen: str, why: str, search: str) -> None:
    """List the sealed notes that you may open, or open one NOTE. That you looked stands in the log."""
    with desk_at(folder, case=chosen) as opened:
        if note:
            click.echo(desk.open_note(opened, note, why).words)
            return
        found = desk.find_notes(opened, search, chosen, why) if search else desk.notes(opened, chosen)
        for one in found:
            about = f"  {clean(one.person.name)}" if one.person else ""
            state = "unsealed" if one.open else "sealed"
            click.echo(f"{one.id}  {one.field.value}  {one.at:%Y-%m-%d}  {clean(one.by)}  {state}{about}")


@click.command()
@click.argument("note")
@register_option
@case_option
@why_option
def unseal(note: str, folder: Path, chosen: str, why: str) -> None:
    """Open a sealed note to every reader of its case. `asyl retract` seals it again."""
    with desk_at(folder, case=chosen) as opened:
        click.echo(desk.unseal(opened, note, why).id)


@click.command()
@click.argument("thing")
@register_option
@case_option
@click.option("--why", required=True, help="The reason; it stays on record.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def erase(thing: str, folder: Path, chosen: str, why: str, yes: bool) -> None:
    """Erase a report, a sealed note (s...) or a case (k...) for good; a signed tombstone with the reason stays."""
    with desk_at(folder, case=chosen) as opened:
        known_notes = {note.id for note in desk.notes(opened)}
        known_cases = {case.id for case in desk.cases(opened)}
        report = "" if thing in known_notes | known_cases else desk.find_report(opened, thing).id
        if not yes and not _sure(report or thing):
            raise UsageProblem("nothing was erased; repeat with --yes")
        if report:
            done = desk.erase_source(opened, report, why)
        else:
            done = (desk.erase_note if thing in known_notes else desk.erase_case)(opened, thing, why)
    decisions = sum(1 for stone in done.stones if stone.what == "judgement")
    click.echo(f"erased {report or thing}, {count(decisions, 'decision')} about it; {len(done.stones)} tombstones stay")
    click.echo("asyl: your own copies, exports and backups are not reached by this", err=True)


def _sure(thing: str) -> bool:
    return sys.stdin.isatty() and click.confirm(f"Erase {thing} for good?", err=True)
