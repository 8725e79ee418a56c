"""The `asyl` command: one command, one act; every error is one line that says what to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from asyl import __version__, desk
from asyl.model import SOME_REFUSED, Action, AsylError, Report, View

from .common import case_option, desk_at, register_option
from .common import day as day_of
from .deciding import COMMANDS as DECIDING
from .keeping import COMMANDS as KEEPING
from .names import names
from .screen import Screen
from .standing import COMMANDS as STANDING
from .unlocking import PLAIN, makes_plain


class Asyl(click.Group):
    """Turns errors that a person can act on into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AsylError as problem:
            click.echo(f"asyl: {problem.sentence}", err=True)
            ctx.exit(problem.exit_code)
        except KeyboardInterrupt:
            click.echo("asyl: stopped; what was read so far is kept", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            # The reader of our output (head, a pager) has gone: nothing is wrong. Python must not flush into it again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


def main() -> None:
    """Entry point of the `asyl` command."""
    cli(prog_name="asyl")


@click.group(cls=Asyl, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="asyl")
@click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    envvar="ASYL_KNOWLEDGE",
    help="A folder of your own knowledge files (languages, procedures, outlets), laid over asyl's.",
)
@click.pass_context
def cli(ctx: click.Context, knowledge: Path | None) -> None:
    """Reads reports about asylum seekers and refugees and makes case files that hold up.

    Every fact opens at its exact words; copies are counted as copies.
    """
    ctx.obj = knowledge


for command in (names, *STANDING, *DECIDING, *KEEPING):
    cli.add_command(command)


def _view_options(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--as-of", "as_of", metavar="DATE", help="The state on that day (YYYY-MM-DD).")(command)
    return click.option("--confirmed-only", is_flag=True, help="Judgements by people alone.")(command)


def _json_options(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--output", type=click.Path(path_type=Path), help="Write the JSON to this new file.")(
        command
    )
    return click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")(command)


def _purpose(screen: Screen) -> Action:
    """What leaves as data is an export, whichever command it is asked of."""
    return Action.EXPORT if screen.as_json else Action.READ


def _view(confirmed_only: bool) -> View:
    return View.CONFIRMED if confirmed_only else View.WORKING


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@register_option
@case_option
@_view_options
@_json_options
@click.option("--quotes", is_flag=True, help="Show the exact words of every line.")
def read(
    paths: tuple[Path, ...],
    folder: Path,
    chosen: str,
    as_of: str | None,
    confirmed_only: bool,
    as_json: bool,
    output: Path | None,
    quotes: bool,
) -> None:
    """Read files and folders (.txt, .html) into the register and print one case file per protected person."""
    day = day_of(as_of)
    screen = Screen(as_json=as_json, output=output, quotes=quotes)
    plain = makes_plain(folder)
    with desk_at(folder, create=True, case=chosen) as opened:
        if plain:
            screen.say(f"a register was made in {folder}; {PLAIN}")
        with screen.progress("reading") as progress:
            outcome = desk.read(opened, paths, progress)
            view = _view(confirmed_only)
            register = desk.register_view(
                opened, day, view, refused=outcome.refused, progress=progress, purpose=_purpose(screen)
            )
        screen.outcome(outcome, folder)
    screen.register(register)
    if outcome.refused:
        sys.exit(SOME_REFUSED)


@cli.command()
@click.argument("name")
@register_option
@_view_options
@_json_options
@click.option("--quotes", is_flag=True, help="Show the exact words of every line.")
def case(
    name: str,
    folder: Path,
    as_of: str | None,
    confirmed_only: bool,
    as_json: bool,
    output: Path | None,
    quotes: bool,
) -> None:
    """Print the case file of one person, found by any spelling of the name."""
    day = day_of(as_of)
    screen = Screen(as_json=as_json, output=output, quotes=quotes)
    with desk_at(folder) as opened, screen.progress("opening") as progress:
        register = desk.register_view(opened, day, _view(confirmed_only), progress=progress, purpose=_purpose(screen))
        person = desk.find_person(register, name)
    screen.case(desk.case_of(register, person), register)


@cli.command()
@register_option
@_view_options
def people(folder: Path, as_of: str | None, confirmed_only: bool) -> None:
    """List the people of the register: who they are, what they are called, in how many reports."""
    day = day_of(as_of)
    screen = Screen()
    with desk_at(folder) as opened, screen.progress("opening") as progress:
        register = desk.register_view(opened, day, _view(confirmed_only), progress=progress)
    screen.people(register)


@cli.command()
@click.argument("report")
@register_option
@click.option("--quotes", is_flag=True, help="Show the passages in full.")
@click.option("--diff", is_flag=True, help="Show both texts of every passage side by side, changed words marked.")
def trace(report: str, folder: Path, quotes: bool, diff: bool) -> None:
    """Show a report's sources, the passages it took over and what it changed."""
    screen = Screen(quotes=quotes)
    with desk_at(folder) as opened, screen.progress("opening") as progress:
        found = desk.find_report(opened, report)
        register = desk.register_view(opened, None, View.WORKING, progress=progress)
        links = desk.links_of(opened, found)
    screen.trace(found, links, register, diff=diff)


@cli.command()
@click.argument("report")
@register_option
def text(report: str, folder: Path) -> None:
    """Print a report's canonical text: what every offset counts in."""
    with desk_at(folder) as opened:
        found: Report = desk.find_report(opened, report)
    # Bytes, so that no line end is translated and offsets stay true on every system.
    sys.stdout.buffer.write(found.text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


@cli.command()
@register_option
@_view_options
@click.option("--output", type=click.Path(path_type=Path), help="Write the JSON to this new file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object (the only format so far, and the default).")
def export(folder: Path, as_of: str | None, confirmed_only: bool, output: Path | None, as_json: bool) -> None:
    """Print everything the register adds up to as one JSON object."""
    del as_json
    day = day_of(as_of)
    screen = Screen(as_json=True, output=output)
    with desk_at(folder) as opened, screen.progress("opening") as progress:
        register = desk.register_view(opened, day, _view(confirmed_only), progress=progress, purpose=_purpose(screen))
    screen.register(register)


@cli.command()
@register_option
def rebuild(folder: Path) -> None:
    """Drop everything that was computed and make it anew from what came in and what was decided."""
    screen = Screen()
    with desk_at(folder) as opened, screen.progress("rebuilding") as progress:
        number = desk.rebuild(opened, progress)
    screen.say(f"{number} reports read anew; judgements and originals were not touched")
