from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.handlers.admission import Admission
from bot.handlers.affiliations import People
from bot.handlers.audiences import Audiences
from bot.handlers.desk import Desk
from bot.handlers.home import Workspace
from bot.handlers.owing import Owing
from bot.handlers.responding import Responder
from bot.settings import Settings
from storage.library import SqlLibrary


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What features and errands are made of: the book, the threads, and Slack; `posting` never tries again."""

    settings: Settings
    library: SqlLibrary
    desk: Desk
    workspace: Workspace
    people: People
    admission: Admission
    audiences: Audiences
    responder: Responder
    owing: Owing
    reading: AsyncWebClient
    posting: AsyncWebClient
