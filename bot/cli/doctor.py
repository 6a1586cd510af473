"""`moorline doctor`: one screen, a line a thing, and the next step where something is missing."""

from __future__ import annotations

import asyncio

import typer
from rich.markup import escape

from bot.cli.checks import Finding, findings_here
from bot.cli.console import err, out
from bot.cli.slack_checks import findings_at_slack
from bot.cli.tracker_checks import findings_at_trackers
from bot.settings import SettingsError, settings_read

app = typer.Typer(add_completion=False)


@app.command()
def doctor() -> None:
    """Say what is set up, what is missing, and what to do about it."""
    found = _findings()
    for finding in found:
        _print(finding)
    wrong = sum(not finding.is_well for finding in found)
    if wrong:
        err.print(f"\n{wrong} of {len(found)} need you.")
        raise typer.Exit(1)
    out.print("\nAll is well: moorline run")


def _findings() -> list[Finding]:
    try:
        settings = settings_read()
    except SettingsError as error:
        return [Finding("settings", line, "correct it in the environment or in moorline.toml") for line in error.lines]
    here, at_slack = findings_here(settings), asyncio.run(findings_at_slack(settings))
    return [*here, *at_slack, *findings_at_trackers(settings)]


def _print(finding: Finding) -> None:
    mark = "[green]✓[/green]" if finding.is_well else "[red]✗[/red]"
    out.print(f"{mark} [bold]{finding.subject}[/bold]: {escape(finding.said)}")
    if finding.next_step:
        out.print(f"    → {escape(finding.next_step)}")
