"""`moorline feedback`: what customers wrote, taken away where somebody asks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.bootstrap import now, opened_library
from bot.cli.console import WRONG_USE, give_up, say, settings_or_exit, table
from bot.services.forgetting import Forgettable, Forgetting
from domain.errors import BookUnavailableError
from domain.feedback.request import Source
from domain.ports import Library

app = typer.Typer(help="What customers wrote in their requests.", no_args_is_help=True, add_completion=False)

OPERATOR = "command line"
_PERMALINK = re.compile(
    r"https?://[^/\s]+/archives/(?P<channel>[A-Z0-9]+)/p(?P<seconds>\d{10})(?P<rest>\d{6})(?:\?.*)?"
)


@app.callback()
def feedback() -> None:
    """What customers wrote in their requests."""


@app.command()
def forget(
    account: Annotated[str | None, typer.Option(help="Everything of this account: its name, alias or domain.")] = None,
    message: Annotated[str | None, typer.Option(help="What was taken from this message: Slack's link to it.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Do it; without this, only say what would go.")] = False,  # noqa: FBT002  # a flag
) -> None:
    """Take away quotes, contacts, ways around, drafts and words of `Not solved`. A rehearsal unless --apply is said."""
    if (account is None) is (message is None):
        give_up("say either --account NAME or --message LINK", status=WRONG_USE)
    settings = settings_or_exit()
    try:
        with opened_library(settings) as library:
            forgetting = Forgetting(library, now, settings.zone)
            _show(_found(forgetting, library, account, message))
            if apply:
                gone = _forget(forgetting, library, account, message)
                say(f"✓ the words of {gone} voices are gone; every message that shows them is drawn again")
            else:
                say("Nothing was changed. Say --apply to do it.")
    except BookUnavailableError as error:
        give_up(f"the book cannot be reached ({error.what})")


def _found(forgetting: Forgetting, library: Library, account: str | None, message: str | None) -> Sequence[Forgettable]:
    if account is not None:
        return forgetting.found_by_account(_account(library, account))
    return forgetting.found_by_message(_source(message or ""))


def _forget(forgetting: Forgetting, library: Library, account: str | None, message: str | None) -> int:
    if account is not None:
        return forgetting.forget_account(_account(library, account), by=OPERATOR)
    return forgetting.forget_message(_source(message or ""), by=OPERATOR)


def _account(library: Library, typed: str) -> int:
    """Only one that is called exactly so: nothing is taken away from somebody who was not meant."""
    with library.reading() as book:
        found = book.accounts.exact(typed)
    if len(found) != 1:
        give_up(f"{len(found) or 'no'} accounts are called {typed}; say the whole name or the id from your CRM")
    return found[0].account


def _source(link: str) -> Source:
    found = _PERMALINK.fullmatch(link.strip())
    if found is None:
        give_up(f"{link} is no link to a message; in Slack: ⋮, Copy link", status=WRONG_USE)
    return Source(found["channel"], f"{found['seconds']}.{found['rest']}")


def _show(found: Sequence[Forgettable]) -> None:
    """Never the words themselves: they would stand in the terminal, and in what it keeps."""
    rows = (
        (
            f"#{each.request}",
            f"{each.at:%Y-%m-%d}",
            each.by,
            "yes" if each.has_quote else "",
            "yes" if each.has_contact else "",
            "yes" if each.has_workaround else "",
            str(each.drafts or ""),
            str(each.raised or ""),
        )
        for each in found
    )
    table(("Request", "At", "By", "Quote", "Contact", "Way around", "Drafts", "Not solved"), rows)
