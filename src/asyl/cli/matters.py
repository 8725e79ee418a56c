"""`asyl cases`: cases as units of work and of rights."""

from __future__ import annotations

from pathlib import Path

import click

from asyl import desk
from asyl.model import CaseRole, SealedField

from .common import desk_at, register_option, why_option
from .layout import clean, count


@click.group(name="cases", invoke_without_command=True)
@register_option
@click.pass_context
def cases(ctx: click.Context, folder: Path) -> None:
    """List the cases you have a role in, or open, fill and share one.

    Who works alone needs none of this.
    """
    if ctx.invoked_subcommand is not None:
        return
    with desk_at(folder) as opened:
        for case in desk.cases(opened):
            people = ", ".join(clean(person.name) for person in case.persons)
            roles = ", ".join(f"{clean(one.member)} {one.role.value}" for one in case.members)
            click.echo(f"{case.id}  {clean(case.title)}  {count(len(case.sources), 'source')}")
            click.echo("".join(f"  {row}\n" for row in (people and f"for {people}", roles) if row), nl=False)


@cases.command(name="open")
@click.argument("title")
@register_option
@why_option
def open_case(title: str, folder: Path, why: str) -> None:
    """Open a case; you own it."""
    with desk_at(folder, create=True) as opened:
        click.echo(desk.open_case(opened, title, why).id)


@cases.command(name="work-for")
@click.argument("case")
@click.argument("person")
@register_option
@why_option
def work_for(case: str, person: str, folder: Path, why: str) -> None:
    """Say whom a case is worked for (a name, or REPORT/NAME)."""
    with desk_at(folder) as opened:
        key = desk.find_key(opened, person, desk.register_view(opened))
        click.echo(desk.work_for(opened, case, key, why).id)


@cases.command()
@click.argument("case")
@click.argument("reports", nargs=-1, required=True)
@register_option
@why_option
def give(case: str, reports: tuple[str, ...], folder: Path, why: str) -> None:
    """Give reports to a case: its members see them from then on."""
    with desk_at(folder) as opened:
        ids = [desk.find_report(opened, ref).id for ref in reports]
        click.echo("\n".join(one.id for one in desk.give(opened, case, ids, why)))


@cases.command()
@click.argument("case")
@click.argument("member")
@click.argument("role", type=click.Choice([role.value for role in CaseRole]))
@click.option(
    "--sealed",
    "fields",
    multiple=True,
    type=click.Choice([field.value for field in SealedField]),
    help="A sealed class that they may open there; may be given several times.",
)
@register_option
@why_option
def grant(case: str, member: str, role: str, fields: tuple[str, ...], folder: Path, why: str) -> None:
    """Give a member a role in a case; CASE is `register` for a keeper, an auditor or an owner of the whole."""
    with desk_at(folder) as opened:
        chosen = [SealedField(field) for field in fields]
        click.echo(desk.grant(opened, _case(case), member, CaseRole(role), chosen, why).id)


@cases.command()
@click.argument("case")
@click.argument("member")
@register_option
@why_option
def revoke(case: str, member: str, folder: Path, why: str) -> None:
    """Take a member's role in a case away. Its sealed notes get new keys."""
    with desk_at(folder) as opened:
        click.echo(desk.revoke(opened, _case(case), member, why).id)


def _case(name: str) -> str:
    return desk.REGISTER if name == "register" else name
