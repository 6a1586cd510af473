"""A request that three ask for, decided or not, and the desks around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from fakes import FakeLibrary

from bot.blocks.request_words import telling_title
from bot.services.forgetting import Forgetting
from bot.services.reopening import Reopening
from bot.services.tellings import Said, Tellings
from bot.services.triage import Decision, Triage
from bot.services.untold import Untold
from domain.accounts import Account
from domain.feedback.request import Asker, DeclineReason, Importance, ProductArea, Request, Source, Voice
from domain.feedback.states import RequestAction
from domain.feedback.telling import Way
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import Member, Role

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0MAX", locale="en-US")
LIN = Member("U0LIN", "Lin", Role.CSM, manager="U0MAX", language="zh_Hans")
MAX = Member("U0MAX", "Max", Role.MANAGER)
PRIYA = Member("U0PRIYA", "Priya", Role.PRODUCT)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
EVA = Member("U0EVA", "Eva", Role.VIEWER)
SOURCE = Source("C0TEAM", "17.5", "https://x.test/archives/C0TEAM/p175")
SAID = Said(Way.EMAIL, " It is there, Kim. ", "Told that #1 is there", "slack:V1")


def told_library() -> FakeLibrary:
    """Acme (Dana) and 云帆 (Lin) ask, and a prospect that Dana brought."""
    library = FakeLibrary()
    tables = library.tables
    for member in (DANA, LIN, MAX, PRIYA, ADA, EVA):
        tables.members[member.slack_id] = member
    tables.accounts[1] = Account(1, "Acme", owner="U0DANA")
    tables.accounts[2] = Account(2, "云帆", owner="U0LIN")
    tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA", is_default=True)
    tables.requests[1] = Request(1, "Export to Excel", "They copy by hand", 1, "U0DANA", NOW)
    voice = Voice(1, 1, Asker.ACCOUNT, "U0DANA", NOW, Importance.MUST, 1, quote="We copy by hand", contact="Kim")
    tables.voices.append(replace(voice, source=SOURCE))
    tables.voices.append(replace(voice, id=2, by="U0LIN", account=2, quote="希望能一次导出", contact=""))
    lead = replace(voice, id=3, asker=Asker.PROSPECT, account=None, name="Lead & Co", quote="", contact="Pat")
    tables.voices.append(lead)
    return library


def decide(library: FakeLibrary, what: RequestAction, *, at: datetime = NOW, by: Member = PRIYA, **said: Any) -> None:
    seen = str(library.tables.requests[1].version)
    desk = Triage(library, lambda: at, "UTC", "USD", telling_title)
    desk.decide(by, "1", Decision(what, **said), seen=seen, today=at.date())


def shipped(note: str = "Behind Export") -> FakeLibrary:
    library = told_library()
    decide(library, RequestAction.SHIP, note=note)
    return library


def declined() -> FakeLibrary:
    library = told_library()
    decide(library, RequestAction.DECLINE, note="We look again in spring", reason=DeclineReason.TOO_COSTLY)
    return library


def tellings(library: FakeLibrary, rescored: list[int] | None = None, *, at: datetime = NOW) -> Tellings:
    return Tellings(library, lambda: at, ([] if rescored is None else rescored).extend, "UTC")


def reopening(library: FakeLibrary) -> Reopening:
    return Reopening(library, lambda: NOW, "UTC", "USD")


def untold(library: FakeLibrary, *, at: datetime = NOW) -> Untold:
    return Untold(library, lambda: at)


def forgetting(library: FakeLibrary, *, keeps: bool = False) -> Forgetting:
    return Forgetting(library, lambda: NOW, "UTC", keeps)


def announced(library: FakeLibrary, kind: AnnouncementKind) -> list[Announcement]:
    lines = (row.line.announcement for row in library.tables.outbox)
    return [each for each in lines if each.kind is kind]
