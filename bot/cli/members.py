"""`moorline member`: roles, given and taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.bootstrap import now, opened_library
from bot.cli.console import give_up, say, settings_or_exit, table
from bot.locale import Language
from bot.services.access import Access
from domain.errors import BookUnavailableError
from domain.permissions import Role

app = typer.Typer(help="Who may use the bot, and as what.", no_args_is_help=True, add_completion=False)

OPERATOR = "command line"
"""The actor in the audit: whoever may run commands on this machine."""
_Person = Annotated[str, typer.Argument(help="A Slack user id, U… (in Slack: profile, ⋮, Copy member ID).")]


@app.command()
def add(
    person: _Person,
    role: Annotated[Role, typer.Option(help="What they may do.")],
    name: Annotated[str | None, typer.Option(help="Shown until Slack tells their name.")] = None,
) -> None:
    """Give a person a role, or another one."""
    if not person.isalnum() or not person.startswith(("U", "W")):
        give_up(f"{person} is no Slack user id; one looks like U0ABC123")
    with _access() as access:
        access.give_role(person, role, name=name, by=OPERATOR)
    say(f"✓ {person} is {role.value}")


@app.command()
def remove(person: _Person) -> None:
    """Take a person's role away."""
    with _access() as access:
        removed = access.take_role(person, by=OPERATOR)
    if removed is None:
        give_up(f"{person} is no member")
    say(f"✓ {person} ({removed.name}) is no member any more")


@app.command()
def language(
    person: _Person,
    to: Annotated[Language | None, typer.Option(help="Without it, the language of their Slack again.")] = None,
) -> None:
    """Choose the language a person is answered in, whatever their Slack says."""
    with _access() as access:
        member = access.choose_language(person, to, by=OPERATOR)
    if member is None:
        give_up(f"{person} is no member")
    say(f"✓ {person} ({member.name}) is answered in {to.value if to else 'the language of their Slack'}")


@app.command(name="list")
def list_members() -> None:
    """List everybody who has a role."""
    with _access() as access:
        members = access.members()
    rows = ((m.slack_id, m.name, m.role, m.zone or "", m.language or "") for m in members)
    table(("Person", "Name", "Role", "Time zone", "Language"), rows)


@contextmanager
def _access() -> Iterator[Access]:
    with opened_library(settings_or_exit()) as library:
        try:
            yield Access(library, clock=now)
        except BookUnavailableError as error:
            give_up(f"the book cannot be reached ({error.what})")
