"""`moorline rates`: what other currencies are worth in the base currency, stated by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.bootstrap import now, opened_library
from bot.cli.console import WRONG_USE, give_up, say, settings_or_exit, table
from bot.cli.members import OPERATOR
from bot.services.rates import ExchangeRateBook
from bot.settings import Settings
from domain.errors import BookUnavailableError
from domain.revenue.stating import RateProblem, rate_problem

app = typer.Typer(help="Exchange rates, as somebody stated them.", add_completion=False)


@app.callback(invoke_without_command=True)
def show(context: typer.Context) -> None:
    """List every rate that was stated, and since when it holds."""
    if context.invoked_subcommand is not None:
        return
    settings = settings_or_exit()
    with _rates(settings) as rates:
        known = rates.all(today=_today(settings))
    if not known.stated:
        say(f"No rate is stated; amounts stand beside {known.base}, unadded. Next: moorline rates set EUR 1.10")
        return
    rows = [
        (each.currency, each.rate, known.base, each.starts_on.isoformat(), each.by)
        for each in sorted(known.stated, key=lambda each: (each.currency, each.starts_on))
    ]
    table(("1 of", "is", "of", "From", "Stated by"), rows)


@app.command(name="set")
def set_rate(
    currency: Annotated[str, typer.Argument(help="A code like EUR.")],
    rate: Annotated[str, typer.Argument(help="Units of the base currency for one of it, like 1.10.")],
    starts_on: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="The first day it holds; else the first of this year."),
    ] = None,
) -> None:
    """State a rate; figures of a period use the one that holds on its first day."""
    settings, code = settings_or_exit(), currency.upper()
    if problem := rate_problem(code, rate, base=settings.currency):
        give_up(_PROBLEMS[problem].format(currency=currency, rate=rate, base=settings.currency), status=WRONG_USE)
    day = starts_on.date() if starts_on else _today(settings).replace(month=1, day=1)
    with _rates(settings) as rates:
        rates.state(code, rate, starts_on=day, by=OPERATOR)
    say(f"✓ 1 {code} = {rate} {settings.currency} from {day} on")


_PROBLEMS = {
    RateProblem.NO_CURRENCY: "{currency} is no currency's code; one looks like EUR",
    RateProblem.BASE_ITSELF: "{base} is the base currency, so its rate is always 1; state those of others",
    RateProblem.NO_NUMBER: "{rate} is no rate; write a number above 0 like 1.10",
}


def _today(settings: Settings) -> date:
    return now().astimezone(ZoneInfo(settings.zone)).date()


@contextmanager
def _rates(settings: Settings) -> Iterator[ExchangeRateBook]:
    with opened_library(settings) as library:
        try:
            yield ExchangeRateBook(library, clock=now, currency=settings.currency)
        except BookUnavailableError as error:
            give_up(f"the book cannot be reached ({error.what})")
