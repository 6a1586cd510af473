"""`moorline manifest`: what to paste into Slack's form for a new app."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import WRONG_USE, give_up, say
from bot.manifest import LONGEST_NAME, PLACEHOLDER, manifest, written
from bot.setting_kinds import COMMAND_PREFIX

app = typer.Typer(add_completion=False)


@app.command()
def show(
    url: Annotated[str, typer.Option(help="The bot's public address, https://…")] = PLACEHOLDER,
    name: Annotated[str, typer.Option(help="What the app is called in Slack.")] = "Moorline",
    prefix: Annotated[str, typer.Option(help="cs makes /cs-health of /health.")] = "",
    socket: Annotated[bool, typer.Option("--socket", help="For Socket Mode: no public address.")] = False,  # noqa: FBT002 - a command-line flag
    check: Annotated[Path | None, typer.Option(help="Compare with this file instead of printing.")] = None,
) -> None:
    """Print the app manifest, or check that a file holds it."""
    if wrong := _wrong(url=url, name=name, prefix=prefix):
        give_up(*wrong, status=WRONG_USE)
    made = written(manifest(url=url, name=name, prefix=prefix, socket=socket))
    if check is None:
        typer.echo(made, nl=False)
        return
    _compare(made, check)


def _wrong(*, url: str, name: str, prefix: str) -> list[str]:
    found = []
    if not re.fullmatch(COMMAND_PREFIX, prefix):
        found.append("a prefix is of small letters, digits and hyphens, 16 at most")
    if not re.fullmatch(r"https://[^\s/]+(/\S*)?", url):
        found.append("Slack posts to https:// addresses only")
    if not 0 < len(name) <= LONGEST_NAME:
        found.append(f"the name needs 1 to {LONGEST_NAME} characters")
    return found


def _compare(made: str, file: Path) -> None:
    if not file.is_file() or file.read_bytes() != made.encode():
        give_up(f"{file} is not what `moorline manifest` prints; write it anew: moorline manifest > {file}")
    say(f"✓ {file} is up to date")
