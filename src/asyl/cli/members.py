"""`asyl member`: who has keys in this register."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from asyl import desk
from asyl.model import UsageProblem

from .common import desk_at, first_line, register_option, why_option
from .layout import clean

_FILE = click.option(
    "--passphrase-file", type=click.Path(path_type=Path), help="The passphrase is this file's first line (else asked)."
)


@click.group(name="member", invoke_without_command=True)
@register_option
@click.pass_context
def member(ctx: click.Context, folder: Path) -> None:
    """List, add and end members. While there is one, or none, you are alone and need none of this."""
    if ctx.invoked_subcommand is not None:
        return
    with desk_at(folder) as opened:
        for one in desk.members(opened):
            left = f", left {one.ended:%Y-%m-%d}" if one.ended else ""
            guard = "" if one.locked else ", no passphrase"
            click.echo(f"{clean(one.name)}  since {one.since:%Y-%m-%d}{left}{guard}")


@member.command()
@click.argument("name")
@_FILE
@register_option
@why_option
def add(name: str, passphrase_file: Path | None, folder: Path, why: str) -> None:
    """Make somebody a member; they type a passphrase that guards their keys. They see nothing until granted a role."""
    with desk_at(folder) as opened:
        made = desk.add_member(opened, name, _new_passphrase(passphrase_file, name), why)
        click.echo(f"{clean(made.name)} is a member; next: asyl cases grant CASE {clean(made.name)} ROLE")
        mine = [one for one in desk.members(opened) if not one.locked]
        if mine:
            names = ", ".join(clean(one.name) for one in mine)
            click.echo(f"asyl: no passphrase guards the keys of {names}: asyl member passphrase", err=True)


@member.command()
@click.argument("name")
@register_option
@why_option
def end(name: str, folder: Path, why: str) -> None:
    """End a membership: no role of theirs holds any more, and their keys open nothing new."""
    with desk_at(folder) as opened:
        desk.end_member(opened, name, why)


@member.command()
@_FILE
@register_option
def passphrase(passphrase_file: Path | None, folder: Path) -> None:
    """Set the passphrase that guards your own keys."""
    with desk_at(folder) as opened:
        desk.set_passphrase(opened, _new_passphrase(passphrase_file, opened.actor))


def _new_passphrase(file: Path | None, name: str) -> str:
    if file is not None:
        return first_line(file)
    if not sys.stdin.isatty():
        raise UsageProblem(f"nobody is here to type a passphrase for {name}; name a file with --passphrase-file")
    return str(click.prompt(f"New passphrase of {name}", hide_input=True, confirmation_prompt=True, err=True))
