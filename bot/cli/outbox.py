"""`moorline outbox`: what waits to be said, and what was given up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.bootstrap import now, opened_library
from bot.cli.console import give_up, say, settings_or_exit, table
from bot.cli.members import OPERATOR
from bot.services.outbox import OutboxLook, Outgoings
from domain.errors import BookUnavailableError

app = typer.Typer(help="Messages that wait, and those that were given up.", add_completion=False)


@app.callback(invoke_without_command=True)
def show(context: typer.Context) -> None:
    """Say how many messages wait, what is held back, and list those that were given up, with the reason."""
    if context.invoked_subcommand is not None:
        return
    with _outgoings() as outgoings:
        look = outgoings.look()
    for line in _state(look):
        say(line)
    if look.parked:
        rows = [
            (str(line.id), line.announcement.to, line.announcement.kind, line.reason, f"{line.recorded_at:%F %H:%M}")
            for line in look.parked
        ]
        table(("No.", "To", "What", "Why", "Recorded (UTC)"), rows)
        say("Try one again: moorline outbox retry NUMBER (or all)")


@app.command()
def retry(number: Annotated[str, typer.Argument(help="Its number in the list, or all.")]) -> None:
    """Have a message that was given up tried again."""
    with _outgoings() as outgoings:
        wanted = [line.id for line in outgoings.look().parked] if number == "all" else [_number(number)]
        tried = [each for each in wanted if outgoings.retry(each, by=OPERATOR)]
    if number != "all" and not tried:
        give_up(f"{number} is not among the messages that were given up; moorline outbox lists them")
    say(f"✓ {len(tried)} to be tried again" if tried else "Nothing was given up.")


def _state(look: OutboxLook) -> Iterator[str]:
    counts = look.counts
    yield f"{counts.waiting} waiting, {counts.sending} being sent, {counts.parked} given up"
    if counts.oldest_due:
        yield f"The oldest has been due since {counts.oldest_due:%F %H:%M:%S} UTC"
    for pause in look.pauses:
        what = "Everything" if pause.method == "*" else pause.method
        yield f"{what} is held back until {pause.until:%H:%M:%S} UTC: {pause.reason}"


def _number(typed: str) -> int:
    if not typed.isascii() or not typed.isdecimal():
        give_up(f"{typed} is no number of a message; moorline outbox lists them")
    return int(typed)


@contextmanager
def _outgoings() -> Iterator[Outgoings]:
    with opened_library(settings_or_exit()) as library:
        try:
            yield Outgoings(library, clock=now)
        except BookUnavailableError as error:
            give_up(f"the book cannot be reached ({error.what})")
