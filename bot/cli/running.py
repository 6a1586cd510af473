"""`moorline run`: the bot, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import threading

import typer
import uvloop

from bot import logs
from bot.bootstrap import BehindError, prepared
from bot.bootstrap.serving import serve
from bot.cli.console import WRONG_USE, give_up, settings_or_exit
from bot.http.serving import PortUnusableError
from bot.settings import LogFormat, Settings, secrets_in
from domain.errors import BookUnavailableError, PolicyError

app = typer.Typer(add_completion=False)

THREAD_SECONDS = 1.0
MADE_BETWEEN_LOOKS = 10_000
"""Objects that are made before Python looks for circles among them: a request makes hundreds and leaves no circle."""


@app.command()
def run() -> None:
    """Start the bot with the settings of the environment and moorline.toml."""
    settings = settings_or_exit()
    if missing := settings.missing():
        give_up(*missing, "moorline doctor says what else is missing", status=WRONG_USE)
    _configure_logs(settings)
    _prepare(settings)
    gc.set_threshold(MADE_BETWEEN_LOOKS)
    ended_well = _served(settings)
    _leave_threads(0 if ended_well else 1)
    if not ended_well:
        give_up("Slack could not be reached for too long; start the bot again, or see moorline doctor")


def _served(settings: Settings) -> bool:
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(serve(settings))
    except PortUnusableError:
        where = f"{settings.host}, port {settings.port}"
        give_up(f"cannot listen at {where}: another program may be there; stop it, or change MOORLINE_PORT")


def _prepare(settings: Settings) -> None:
    try:
        prepared(settings)
    except BehindError:
        give_up("the database is older than this version of the bot: run moorline db upgrade")
    except BookUnavailableError as error:
        give_up(f"the database cannot be reached ({error.what}); see MOORLINE_DATABASE_URL")
    except (PolicyError, OSError) as error:
        give_up(f"the policy cannot be used; see MOORLINE_POLICY_FILE: {error}")


def _leave_threads(status: int) -> None:
    """A job that takes longer than a stop may take is left: what it has not written yet is written the next time."""
    for thread in _others():
        thread.join(THREAD_SECONDS)
    if any(_others()):
        logging.shutdown()
        os._exit(status)


def _others() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread is not threading.main_thread() and not thread.daemon]


def _configure_logs(settings: Settings) -> None:
    is_json = settings.log_format is LogFormat.JSON
    renderer = logs.json_lines() if is_json else logs.console_lines()
    logs.configure(settings.log_level, renderer=renderer, secrets=secrets_in(settings))
