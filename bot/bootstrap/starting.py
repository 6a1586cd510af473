"""What is done beside the start: the bot serves already, and nothing of it has to work."""

from __future__ import annotations

import logging

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.bootstrap.book import renewal_terms
from bot.handlers.desk import Desk
from bot.handlers.home import Workspace
from bot.settings import Settings
from domain.errors import BookUnavailableError, PolicyError
from domain.ports import Library

log = logging.getLogger(__name__)


async def greet(workspace: Workspace) -> None:
    """Who we are; without Slack the bot starts all the same, and asks again later."""
    try:
        home = await workspace.home()
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack did not say who we are: %s", type(error).__name__)
    else:
        log.info("at home in %s", home.team)


async def bring_renewals_up(settings: Settings, library: Library, desk: Desk) -> None:
    """What came into the book while the bot was not there; the night looks again."""
    try:
        await desk.work(renewal_terms(settings, library).reconcile)
    except BookUnavailableError as error:
        log.warning("renewals not brought up to the contracts now, but tonight: %s", error.what)
    except PolicyError as error:
        log.warning("renewals not brought up to the contracts: the policy cannot be used: %s", error)
