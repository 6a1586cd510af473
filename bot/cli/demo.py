"""`moorline demo`: the real bot and a demo book in a local workspace in the browser."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import out
from bot.demo.launch import live, prepare
from bot.settings import Mode

app = typer.Typer(add_completion=False)


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(help="The browser's address is this port on 127.0.0.1; 0 takes a free one.")
    ] = 8765,
    folder: Annotated[Path, typer.Option(help="Where the demo book is kept.")] = Path(".demo"),
    mode: Annotated[Mode, typer.Option(help="How the workspace delivers to the bot.")] = Mode.SOCKET,
    fresh: Annotated[bool, typer.Option("--fresh", help="Make the book anew.")] = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """A local workspace in the browser, with the real bot and a demo book. No Slack needed."""
    with out.status("Making the demo book …"):
        database = prepare(folder, fresh=fresh)
    asyncio.run(live(database, mode=mode, port=port, ready=_greet))


def _greet(address: str, steps: tuple[str, ...]) -> None:
    out.print(f"\n[bold]Moorline is at[/bold] [link={address}]{address}[/link]   (stop it with Ctrl+C)\n")
    for number, step in enumerate(steps, start=1):
        out.print(f"  {number}. {step}")
