"""`asyl log`, `asyl verify`, `asyl search`: what was done, whether it is still what was written, where words stand."""

from __future__ import annotations

from pathlib import Path

import click

from asyl import desk
from asyl.model import IntegrityFailure

from .common import case_option, desk_at, register_option
from .labels import imprint
from .layout import clean, count
from .screen import Screen

_SAID = {"retract_identity": "retract", "retract_matter": "retract", "path": "seen again", "opened": "looked at"}


@click.command()
@click.argument("subject", default="")
@register_option
@case_option
@click.option("--last", default=0, metavar="N", help="Only the newest N lines.")
def log(subject: str, folder: Path, chosen: str, last: int) -> None:
    """Who did what, when and why, oldest first; of one SUBJECT (an id) or of everything you may see."""
    with desk_at(folder, case=chosen) as opened:
        lines = [line for line in desk.log(opened) if subject in ("", line.subject)]
    for line in lines[-last:] if last > 0 else lines:
        what = _SAID.get(line.what, line.what)
        click.echo(
            f"{line.at:%Y-%m-%d %H:%M:%S}  {clean(line.by)}  {what}  {clean(line.subject)}  {clean(line.why)}".rstrip()
        )


@click.command()
@click.argument("words", nargs=-1, required=True)
@register_option
@case_option
def search(words: tuple[str, ...], folder: Path, chosen: str) -> None:
    """List the reports in which all these words stand, or words that begin so. Sealed notes are not searched."""
    with desk_at(folder, case=chosen) as opened:
        for report in desk.search(opened, " ".join(words)):
            click.echo(f"{report.id}  {imprint(report)}  {clean(report.title or 'no title')}")


@click.command()
@register_option
@click.option("--no-originals", is_flag=True, help="Do not read the sealed originals again.")
def verify(folder: Path, no_originals: bool) -> None:
    """Recompute the chain of the log and compare everything with it. Ends with 3 when history was touched."""
    screen = Screen()
    with desk_at(folder) as opened, screen.progress("verifying") as progress:
        found = desk.verify(opened, progress, originals=not no_originals)
    parts = [count(found.lines, "log line"), count(found.decisions, "decision"), count(found.originals, "original")]
    for problem in found.problems:
        click.echo(clean(problem))
    if found.problems:
        raise IntegrityFailure(f"{count(len(found.problems), 'place')} where this is not what was written")
    click.echo(f"{', '.join(parts)}: as they were written")
    click.echo(
        "asyl: a chain cannot show that its end was cut off by somebody who could write here; "
        "compare with a backup or a checkpoint kept elsewhere",
        err=True,
    )
