"""The `asyl` command: one command, one act; every error is one line that says what to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from asyl import __version__, desk
from asyl.model import SOME_REFUSED, AsylError, Report, UsageProblem, View

from .names import names
from .screen import Screen

REGISTER_HELP = "The register's folder (else $ASYL_REGISTER, else ./asyl-register)."


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


cli.add_command(names)


def _register_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--register",
        "folder",
        type=click.Path(path_type=Path, file_okay=True),
        envvar="ASYL_REGISTER",
        default=Path("asyl-register"),
        show_default=False,
        help=REGISTER_HELP,
    )(command)


def _view_options(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--as-of", "as_of", metavar="DATE", help="The state on that day (YYYY-MM-DD).")(command)
    return click.option("--confirmed-only", is_flag=True, help="Judgements by people alone.")(command)


def _json_options(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--output", type=click.Path(path_type=Path), help="Write the JSON to this new file.")(
        command
    )
    return click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")(command)


@contextmanager
def _desk(folder: Path, *, create: bool = False) -> Iterator[desk.Desk]:
    engines = desk.own_engines(click.get_current_context().obj)
    with desk.open_desk(folder, create=create, actor=_actor(), clock=_now, engines=engines) as opened:
        yield opened


def _now() -> datetime:
    return datetime.now(UTC)


def _actor() -> str:
    """Who acts: $ASYL_ACTOR, else "local" (a register has no accounts yet; a login name is nobody's business)."""
    return os.environ.get("ASYL_ACTOR") or "local"


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise UsageProblem(f"{text!r} is no day; write it as 2020-01-31", subject=text) from problem


def _view(confirmed_only: bool) -> View:
    return View.CONFIRMED if confirmed_only else View.WORKING


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_register_option
@_view_options
@_json_options
@click.option("--quotes", is_flag=True, help="Show the exact words of every line.")
def read(
    paths: tuple[Path, ...],
    folder: Path,
    as_of: str | None,
    confirmed_only: bool,
    as_json: bool,
    output: Path | None,
    quotes: bool,
) -> None:
    """Read files and folders (.txt, .html) into the register and print one case file per protected person."""
    day = _day(as_of)
    screen = Screen(as_json=as_json, output=output, quotes=quotes)
    with _desk(folder, create=True) as opened:
        with screen.progress("reading") as progress:
            outcome = desk.read(opened, paths, progress)
            view = _view(confirmed_only)
            register = desk.register_view(opened, day, view, refused=outcome.refused, progress=progress)
        screen.outcome(outcome, folder)
    screen.register(register)
    if outcome.refused:
        sys.exit(SOME_REFUSED)


@cli.command()
@click.argument("name")
@_register_option
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
    day = _day(as_of)
    screen = Screen(as_json=as_json, output=output, quotes=quotes)
    with _desk(folder) as opened, screen.progress("opening") as progress:
        register = desk.register_view(opened, day, _view(confirmed_only), progress=progress)
        person = desk.find_person(register, name)
    screen.case(desk.case_of(register, person), register)


@cli.command()
@_register_option
@_view_options
def people(folder: Path, as_of: str | None, confirmed_only: bool) -> None:
    """List the people of the register: who they are, what they are called, in how many reports."""
    day = _day(as_of)
    screen = Screen()
    with _desk(folder) as opened, screen.progress("opening") as progress:
        register = desk.register_view(opened, day, _view(confirmed_only), progress=progress)
    screen.people(register)


@cli.command()
@click.argument("report")
@_register_option
@click.option("--quotes", is_flag=True, help="Show the passages in full.")
def trace(report: str, folder: Path, quotes: bool) -> None:
    """Show a report's sources, the passages it took over and what it changed."""
    screen = Screen(quotes=quotes)
    with _desk(folder) as opened, screen.progress("opening") as progress:
        found = desk.find_report(opened, report)
        register = desk.register_view(opened, None, View.WORKING, progress=progress)
        links = desk.links_of(opened, found)
    screen.trace(found, links, register)


@cli.command()
@click.argument("report")
@_register_option
def text(report: str, folder: Path) -> None:
    """Print a report's canonical text: what every offset counts in."""
    with _desk(folder) as opened:
        found: Report = desk.find_report(opened, report)
    # Bytes, so that no line end is translated and offsets stay true on every system.
    sys.stdout.buffer.write(found.text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


@cli.command()
@_register_option
@_view_options
@click.option("--output", type=click.Path(path_type=Path), help="Write the JSON to this new file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object (the only format so far, and the default).")
def export(folder: Path, as_of: str | None, confirmed_only: bool, output: Path | None, as_json: bool) -> None:
    """Print everything the register adds up to as one JSON object."""
    del as_json
    day = _day(as_of)
    screen = Screen(as_json=True, output=output)
    with _desk(folder) as opened, screen.progress("opening") as progress:
        register = desk.register_view(opened, day, _view(confirmed_only), progress=progress)
    screen.register(register)


@cli.command()
@_register_option
def rebuild(folder: Path) -> None:
    """Drop everything that was computed and make it anew from what came in and what was decided."""
    screen = Screen()
    with _desk(folder) as opened, screen.progress("rebuilding") as progress:
        number = desk.rebuild(opened, progress)
    screen.say(f"{number} reports read anew; judgements and originals were not touched")
