"""Decisions for scripts: each command is one act, or many of one kind in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from asyl import desk
from asyl.model import Judgement, JudgementKind, UsageProblem

from .common import case_option, desk_at, register_option, why_option
from .layout import clean

_Decide = Callable[..., None]


def _over_option(command: _Decide) -> _Decide:
    return click.option(
        "--over", default="", metavar="JUDGEMENT", help="Decide against this judgement of somebody else."
    )(command)


def _say(judgements: tuple[Judgement, ...]) -> None:
    for one in judgements:
        click.echo(f"{one.id}  {one.kind.value}  {clean(one.why)}".rstrip())


def _about_claims(kind: JudgementKind, help_text: str) -> click.Command:
    @click.command(name=kind.value, help=help_text)
    @click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
    @register_option
    @case_option
    @why_option
    @_over_option
    def command(claims: tuple[str, ...], folder: Path, chosen: str, why: str, over: str) -> None:
        with desk_at(folder, case=chosen) as opened:
            rulings = [desk.Ruling(kind, (claim,), why, over=over) for claim in claims]
            _say(desk.decide(opened, rulings))

    return command


def _about_people(kind: JudgementKind, help_text: str) -> click.Command:
    @click.command(name=kind.value, help=help_text)
    @click.argument("one", metavar="PERSON")
    @click.argument("other", metavar="PERSON")
    @register_option
    @case_option
    @why_option
    @_over_option
    def command(one: str, other: str, folder: Path, chosen: str, why: str, over: str) -> None:
        with desk_at(folder, case=chosen) as opened:
            register = desk.register_view(opened)
            left, right = (desk.find_key(opened, ref, register) for ref in (one, other))
            if left == right:
                raise UsageProblem(f"{one} and {other} are one person here; name each as REPORT/NAME", subject=left)
            _say(desk.decide(opened, [desk.Ruling(kind, (left, right), why, over=over)]))

    return command


def _about_facts(kind: JudgementKind, help_text: str) -> click.Command:
    @click.command(name=kind.value, help=help_text)
    @click.argument("one", metavar="CLAIM")
    @click.argument("other", metavar="CLAIM")
    @register_option
    @case_option
    @why_option
    @_over_option
    def command(one: str, other: str, folder: Path, chosen: str, why: str, over: str) -> None:
        with desk_at(folder, case=chosen) as opened:
            _say(desk.decide(opened, [desk.Ruling(kind, (one, other), why, over=over)]))

    return command


@click.command()
@click.argument("claim")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE...")
@register_option
@case_option
@why_option
@_over_option
def amend(claim: str, changes: tuple[str, ...], folder: Path, chosen: str, why: str, over: str) -> None:
    """Set a claim right: event, date, polarity, modality, place or status. An empty value takes it away."""
    with desk_at(folder, case=chosen) as opened:
        _say((desk.amend(opened, claim, pairs(changes), why, over),))


def pairs(changes: tuple[str, ...]) -> dict[str, str]:
    """`field=value` words. Raises UsageProblem."""
    found = {}
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals:
            raise UsageProblem(f"{change!r} sets nothing; write it as date=2020-01", subject=change)
        found[name.strip()] = value.strip()
    return found


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="JUDGEMENT...")
@register_option
@case_option
@why_option
def retract(ids: tuple[str, ...], folder: Path, chosen: str, why: str) -> None:
    """Take decisions back: everything is as it was before them, and they stay on record."""
    with desk_at(folder, case=chosen) as opened:
        _say(desk.retract_many(opened, ids, why))


@click.command()
@register_option
@case_option
@click.option("--orphans", is_flag=True, help="Only those whose words are not found in the present readings.")
@click.option("--all", "everything", is_flag=True, help="Also those that were taken back.")
def judgements(folder: Path, chosen: str, orphans: bool, everything: bool) -> None:
    """List what was decided, oldest first."""
    with desk_at(folder, case=chosen) as opened:
        if orphans:
            for orphan in desk.orphans(opened):
                click.echo(f"{line(orphan.judgement)}\n  {orphan.reason}")
            return
        for one in desk.judgements(opened):
            if everything or one.retracted is None:
                click.echo(line(one))


def line(one: Judgement) -> str:
    """`id  day  who  kind  reason`, and who took it back."""
    taken = (
        f"  taken back by {clean(one.retracted_by or '')}: {clean(one.retracted_why or '')}" if one.retracted else ""
    )
    return f"{one.id}  {one.at:%Y-%m-%d}  {clean(one.by)}  {one.kind.value}  {clean(one.why)}{taken}".rstrip()


COMMANDS = (
    _about_claims(JudgementKind.CONFIRM, "Say that claims (by id) are read rightly."),
    _about_claims(JudgementKind.REJECT, "Say that claims are not what their words say: they count no more."),
    amend,
    _about_people(JudgementKind.SAME, "Say that two persons are one. A PERSON is a name, or REPORT/NAME."),
    _about_people(JudgementKind.DIFFERENT, "Say that two persons are not one. A PERSON is a name, or REPORT/NAME."),
    _about_people(JudgementKind.UNSURE, "Say that it cannot be told whether two persons are one."),
    _about_facts(JudgementKind.JOIN, "Say that two claims are one happening."),
    _about_facts(JudgementKind.SPLIT, "Say that two claims are two happenings."),
    retract,
    judgements,
)
