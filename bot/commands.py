"""The slash commands as Slack suggests them; the manifest and the help card are made from this one list."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ids import Command
from bot.locale import marked


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """`hint` stands behind the command while somebody types; `examples` are what to type after it."""

    command: Command
    description: str
    hint: str
    examples: tuple[tuple[str, str], ...]

    def named(self, prefix: str) -> str:
        """As it is called in Slack: `/cs-health` with the prefix cs."""
        return prefixed(self.command, prefix)


def prefixed(command: str, prefix: str) -> str:
    return f"/{prefix}-{command.removeprefix('/')}" if prefix else str(command)


def unprefixed(command: str, prefix: str) -> str:
    """The command as it is known inside; one without the prefix is understood too."""
    start = f"/{prefix}-"
    return f"/{command.removeprefix(start)}" if prefix and command.startswith(start) else command


SLASH_COMMANDS = (
    SlashCommand(
        Command.HEALTH,
        description=marked("How healthy an account is, and why; alone: what needs you first"),
        hint="[account | @person | tier:high | stage:renewal | red]",
        examples=(
            ("", marked("your accounts that need you most")),
            ("acme", marked("one account, by its name, alias or domain; spelling errors are fine")),
            ("@dana", marked("the accounts of a colleague")),
            ("tier:high red", marked("a filtered list")),
        ),
    ),
    SlashCommand(
        Command.RENEWALS,
        description=marked("What renews when, for how much, and how sure it is"),
        hint="[90 | quarter | 2027-Q1 | overdue | team | @person | red]",
        examples=(
            ("", marked("what renews in the next 90 days")),
            ("quarter team", marked("this quarter, in your team's books")),
            ("overdue", marked("open and past its day")),
            ("2027-Q1 tier:high red", marked("a window and filters, in any order")),
        ),
    ),
    SlashCommand(
        Command.FEEDBACK,
        description=marked("Send to product what a customer asks for"),
        hint="[what they ask for]",
        examples=(
            ("", marked("an empty form")),
            ("Export to Excel", marked("the form, with its first line filled in")),
        ),
    ),
    SlashCommand(
        Command.CS,
        description=marked("Everything else of your day: tasks, retention, churn"),
        hint="[task | tasks | retention | churn | rates | help]",
        examples=(("help", marked("all of it, with examples")),),
    ),
)
