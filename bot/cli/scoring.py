"""`moorline score`: today's scores, now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Self

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.bootstrap import BehindError, opened_library, prepared
from bot.bootstrap.scoring import renewal_terms, scoring
from bot.cli.console import WRONG_USE, err, give_up, say, settings_or_exit, table
from bot.services.scoring import Scoring
from domain.errors import BookUnavailableError, PolicyError
from domain.ports import Library
from domain.scoring import PastDayError, ScoringReport

app = typer.Typer(help="Score the accounts of the book.", add_completion=False)


@app.command()
def score(
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Today; no other day can be scored.")
    ] = None,
    account: Annotated[list[str] | None, typer.Option(help="Only this account; as often as needed.")] = None,
) -> None:
    """Score every account, or those named. A second time on a day only what changed is scored again."""
    with _scoring() as (library, scores):
        only = _named(library, account) if account else None
        with _Bar() as bar:
            report = scores.score_book(only=only, day=day.date() if day else None, progress=bar.show)
        _show(report)


class _Bar:
    """A progress bar on standard error that appears with the first part done."""

    def __init__(self) -> None:
        columns = TextColumn("scoring"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        self._progress = Progress(*columns, console=err, transient=True)
        self._task = self._progress.add_task("scoring", total=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_ended: object) -> None:
        if self._progress.live.is_started:
            self._progress.stop()

    def show(self, done: int, due: int) -> None:
        self._progress.start()
        self._progress.update(self._task, completed=done, total=due)


@contextmanager
def _scoring() -> Iterator[tuple[Library, Scoring]]:
    settings = settings_or_exit()
    with opened_library(settings) as library:
        try:
            prepared(settings)
            renewal_terms(settings, library).reconcile()
            yield library, scoring(settings, library)
        except PastDayError as error:
            give_up(str(error), status=WRONG_USE)
        except PolicyError as error:
            give_up("the policy cannot be used; mend it, see moorline policy check", *str(error).splitlines())
        except BehindError:
            give_up("the database is older than this version: run moorline db upgrade")
        except BookUnavailableError as error:
            give_up(f"the database is {error.what}; what was scored stays. Try again, or see moorline doctor")


def _named(library: Library, names: Sequence[str]) -> list[int]:
    """The accounts that are meant; a name that means none, or several, is said back."""
    with library.reading() as book:
        found = {name: book.accounts.exact(name) for name in names}
        near = {name: book.accounts.like(name, limit=3) for name, matches in found.items() if not matches}
    unknown = [f"no account is called {name}{_meant(near[name])}" for name in near]
    unclear = [f"{name} is the name of {len(found[name])} accounts" for name in found if len(found[name]) > 1]
    if unknown or unclear:
        give_up(*unknown, *unclear, status=WRONG_USE)
    return sorted({match.account for matches in found.values() for match in matches})


def _meant(near: Sequence[object]) -> str:
    names = [str(getattr(match, "name", "")) for match in near]
    return f"; did you mean {' or '.join(names)}?" if names else ""


def _show(report: ScoringReport) -> None:
    rows = (
        ("scored", report.scored),
        ("of them once more today", report.new_revisions),
        ("nothing known, no score", report.not_scored),
        ("unchanged", report.unchanged),
    )
    table((f"{report.day}, policy version {report.policy_version}", ""), ((name, f"{count:,}") for name, count in rows))
    say(f"✓ {report.seconds:.1f} s")
