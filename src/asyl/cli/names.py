"""`asyl names`: two names beside each other, in any script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from asyl import desk
from asyl.model import SOME_REFUSED, Refused

_AT_ONCE = 4096  # pairs read before their answers are written
_SHOWN = 160  # characters of a name or a reason on the screen


@click.group()
def names() -> None:
    """Compares names across spellings and scripts. Looks nothing up."""


@names.command("compare")
@click.argument("file", default="-", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, in the order of the input.")
@click.pass_context
def compare(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Compares pairs of names: one pair a line, a tab between the two.

    Prints score (0 to 1), verdict (same, likely, unsure, different) and the reasons. A name alone never decides who
    somebody is. Lines without two names are named on standard error, and the command ends with 1.
    """
    knowledge = desk.own_engines(ctx.obj).knowledge
    refused = False
    waiting: list[tuple[str, str]] = []

    def answer() -> None:
        for (one, two), said in zip(waiting, desk.compare_names(waiting, knowledge), strict=True):
            if as_json:
                row = {"a": one, "b": two, "score": said.score, "verdict": said.verdict.value}
                row |= {"ambiguous": said.ambiguous, "reasons": list(said.reasons)}
                click.echo(json.dumps(row, ensure_ascii=True))
            else:
                click.echo(f"{said.score:.2f}  {said.verdict.value:<9}  {_plain(one)} | {_plain(two)}")
                click.echo("".join(f"      {_plain(reason)}\n" for reason in said.reasons), nl=False)
        waiting.clear()

    with _lines(file) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            parts = line.rstrip("\r\n").split("\t")
            if len(parts) != 2 or not all(part.strip() for part in parts):
                click.echo(
                    f"asyl: line {number} is no pair of names with one tab between them: {_plain(line)[:60]}", err=True
                )
                refused = True
                continue
            waiting.append((parts[0], parts[1]))
            if len(waiting) >= _AT_ONCE:
                answer()
        answer()
    ctx.exit(SOME_REFUSED if refused else 0)


@contextmanager
def _lines(file: Path) -> Iterator[Iterator[str]]:
    """The lines of a file or of standard input; bytes that are no UTF-8 become U+FFFD. Raises Refused."""
    try:
        stream: IO[bytes] = click.open_file(str(file), "rb")
    except OSError as problem:
        raise Refused(f"{file} cannot be read: {problem.strerror}.", subject=file) from problem
    with stream:
        yield (line.decode("utf-8-sig", "replace") for line in stream)


def _plain(text: str) -> str:
    """Without characters that steer a terminal or turn the direction of writing, and not longer than a line or two."""
    shown = "".join(char if char.isprintable() else " " for char in text[: _SHOWN + 1]).strip()
    return shown if len(text) <= _SHOWN else f"{shown[:_SHOWN]}…"
