"""`moorline jobs`: when each job last ran, how it went, when it is next due, and how late it is."""

from __future__ import annotations

from datetime import datetime, timedelta

import typer

from bot.bootstrap import now, opened_library
from bot.cli.console import give_up, settings_or_exit, table
from bot.jobs.registry import EVERY, TRACKERS
from bot.services.job_watch import JobWatch
from domain.errors import BookUnavailableError
from domain.job_states import JobState

app = typer.Typer(add_completion=False)
PATIENCE = timedelta(minutes=2)
"""A look that is so late is on its way; later than that, no bot is running."""


@app.command()
def jobs() -> None:
    """List the jobs: last run, outcome, next run, lag. All times are UTC; every replica looks for every job."""
    settings = settings_or_exit()
    try:
        with opened_library(settings) as library:
            known = {state.job: state for state in JobWatch(library, now).states()}
    except BookUnavailableError as error:
        give_up(f"the book cannot be reached ({error.what})")
    at = now()
    looked_for = {job: every for job, every in EVERY.items() if job != TRACKERS or settings.tracker_places}
    rows = [(job, _span(every), *_cells(known.get(job), every, at)) for job, every in looked_for.items()]
    table(("Job", "Every", "Last run", "Outcome", "Next run", "Late by"), rows)


def _cells(state: JobState | None, every: timedelta, at: datetime) -> tuple[str, str, str, str]:
    if state is None:
        return "never", "", "", ""
    due = state.began_at + every
    lag = at - due
    late = _span(lag) if lag > PATIENCE else "-"
    return f"{state.began_at:%F %H:%M:%S}", _outcome(state), f"{due:%F %H:%M:%S}", late


def _outcome(state: JobState) -> str:
    if state.failed_with and state.failing_since:
        return f"failed: {state.failed_with}, since {state.failing_since:%F %H:%M}"
    return f"done in {(state.ended_at - state.began_at).total_seconds():.1f} s"


def _span(span: timedelta) -> str:
    if span < timedelta(minutes=1):
        return f"{span.total_seconds():.0f} s"
    minutes = round(span.total_seconds() / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"  # noqa: PLR2004 - an hour
