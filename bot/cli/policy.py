"""`moorline policy`: the health model in force, and how to change it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import BehindError, now, opened_library, prepared
from bot.cli.console import WRONG_USE, give_up, say, settings_or_exit, table
from bot.services.policies import Policies
from domain.errors import BookUnavailableError, PolicyError
from domain.health.policy import Policy
from domain.health.policy_file import policy_from_toml

app = typer.Typer(
    help="The health model: what is in force, and how to change it.", no_args_is_help=True, add_completion=False
)

OPERATOR = "command line"
"""The publisher in the audit: whoever may run commands on this machine."""
_File = Annotated[Path, typer.Argument(help="A policy file; moorline policy show prints the one in force.")]


def require_usable(policies: Policies) -> None:
    """What follows an import needs it: renewals their days of grace, scores their weights."""
    if (published := policies.current()) is None:
        return
    try:
        policy_from_toml(published.text)
    except PolicyError as error:
        give_up(
            f"policy version {published.version} cannot be used, so nothing was written; mend it, and publish that:"
            " moorline policy publish FILE",
            *str(error).splitlines(),
        )


@app.command()
def show() -> None:
    """Print the policy in force, as a file that can be changed and published."""
    with _policies() as policies:
        published = policies.current()
    assert published is not None, "the database was made ready with a policy"
    say(published.text.rstrip("\n"))


@app.command()
def check(file: _File) -> None:
    """Say what is wrong with a policy file, with the line and what would mend it."""
    with _mistakes_said(file):
        policy = policy_from_toml(_text(file))
    say(f"✓ {file}: {policy.name}")


@app.command()
def publish(file: _File) -> None:
    """Make a policy file the one in force: a new version, by which every account is scored from now on."""
    text = _text(file)
    with _mistakes_said(file), _policies() as policies:
        before = policies.current()
        published = policies.publish(text, by=OPERATOR)
    if published == before:
        say(f"✓ version {published.version} says the same; nothing to publish")
    else:
        say(f"✓ version {published.version} is in force; moorline score scores by it now, else the bot does soon")


@app.command()
def versions() -> None:
    """List the published versions, newest first."""
    with _policies() as policies:
        rows = [
            (str(published.version), f"{published.published_at:%Y-%m-%d %H:%M}", published.published_by, _name(policy))
            for published, policy in policies.versions()
        ]
    table(("Version", "At (UTC)", "By", "Name"), rows)


def _name(policy: Policy | None) -> str:
    return policy.name if policy else "(refused by this release)"


def _text(file: Path) -> str:
    """Without the mark that editors on Windows begin a UTF-8 file with."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        give_up(f"{file} is not written in UTF-8; save it as UTF-8", status=WRONG_USE)
    except OSError as error:
        give_up(f"{file} cannot be read: {error.strerror}", status=WRONG_USE)


@contextmanager
def _mistakes_said(file: Path) -> Iterator[None]:
    try:
        yield
    except PolicyError as error:
        give_up(f"{file} cannot be used:", *str(error).splitlines(), status=WRONG_USE)


@contextmanager
def _policies() -> Iterator[Policies]:
    settings = settings_or_exit()
    with opened_library(settings) as library:
        try:
            prepared(settings)
            yield Policies(library, now)
        except BehindError:
            give_up("the database is older than this version: run moorline db upgrade")
        except BookUnavailableError as error:
            give_up(f"the database is {error.what}. Try again, or see moorline doctor")
