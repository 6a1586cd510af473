"""The command `moorline`. Each sub-command lives in a module that is imported only when it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from bot.loading import loaded


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sub-command is, and what the help says of it without looking there."""

    module: str
    help: str


COMMANDS = {
    "run": Place("bot.cli.running", "Start the bot."),
    "demo": Place("bot.cli.demo", "A local workspace in the browser, with the real bot and a demo book."),
    "import": Place("bot.cli.importing", "Read spreadsheets into the book; dry unless told to apply."),
    "score": Place("bot.cli.scoring", "Score the accounts of the book now."),
    "policy": Place("bot.cli.policy", "The health model: what is in force, and how to change it."),
    "playbook": Place("bot.cli.playbooks", "Playbooks: which there are, and who would enter one."),
    "doctor": Place("bot.cli.doctor", "Say in one screen what is set up and what is missing."),
    "manifest": Place("bot.cli.manifests", "Print the app manifest for Slack, or check a file that holds it."),
    "config": Place("bot.cli.config", "The settings in force."),
    "db": Place("bot.cli.database", "The database: its version, and how to change it."),
    "member": Place("bot.cli.members", "Who may use the bot, and as what."),
    "rates": Place("bot.cli.rates", "Exchange rates: what is stated, and stating one."),
    "feedback": Place("bot.cli.feedback", "What customers wrote in their requests, and taking it away."),
    "jobs": Place("bot.cli.jobs", "The jobs: last and next run, outcome, and how late they are."),
    "outbox": Place("bot.cli.outbox", "Messages that wait, and those that were given up; trying one again."),
    "audit": Place("bot.cli.audit", "What was done, by whom, newest first."),
}


class LazyCommands(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:
        """Enough for the help; the command itself is found by `resolve_command`."""
        del ctx
        place = COMMANDS.get(cmd_name)
        return TyperCommand(cmd_name, help=place.help) if place else None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        if place := COMMANDS.get(args[0]):
            return args[0], get_command(loaded(place.module).app), args[1:]
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=LazyCommands,
    name="moorline",
    help="A Slack bot for customer-success teams: explained account health, from your own book.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def moorline() -> None:
    """A Slack bot for customer-success teams: explained account health, from your own book."""
