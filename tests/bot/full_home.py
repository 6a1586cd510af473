"""A book in which every section of an admin's Home tab is full, with texts as long and hostile as they get."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from fakes import FakeLibrary
from health_book import STANDING
from renewal_samples import FORECAST, renewal
from task_samples import task

from bot.blocks.home import home_page
from bot.blocks.kit import HomePage
from bot.bootstrap.features.home import sections
from bot.handlers.home_sections import drawings
from bot.locale import Language, words_for
from bot.services.home import Home
from bot.settings import Settings
from domain.accounts import Account, Cover, Money
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.telling import Telling
from domain.feeds import Feed
from domain.health.model import Band
from domain.home_view import HomeList, HomeView
from domain.job_states import JobState
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.outbox.outgoing import OutboxState, Pause
from domain.outbox.settling import Settled
from domain.permissions import Member, Role
from domain.ports import AuditEntry
from domain.preferences import ChannelDigests, WorkspaceRules
from domain.records import RecordKind
from domain.tasks.answer import TaskChange, TaskChanged

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
MANY = 12
HOSTILE = "<!channel> *bold* _x_ `y` ~z~ &amp; <@U1|x>\n\u202e" + "长名字 W" * 600
IN_THE_MIDDLE = HomeView(band=Band.RED, places=dict.fromkeys(HomeList, 5))


def full_library(people: int = 3) -> FakeLibrary:
    library = FakeLibrary()
    library.tables.members["U0ADA"] = ADA
    for number in range(people):
        library.tables.members[f"U{number}"] = Member(f"U{number}", f"{HOSTILE} {number}", Role.CSM)
    for number in range(1, MANY + 1):
        cover = Cover("U0ADA", None, TODAY + DAY)
        library.tables.accounts[number] = Account(number, f"{number} {HOSTILE}", owner=f"U{number}", cover=cover)
        library.tables.standings[number] = replace(
            STANDING,
            account=number,
            band=Band.RED,
            shown=20,
            change_7=-40,
            last_two_way_on=TODAY - 900 * DAY,
            arr=tuple(Money(10**14, currency) for currency in ("USD", "EUR", "CNY")),
        )
        library.tables.renewals[number] = renewal(number, id=number, due_on=TODAY, forecast=FORECAST)
    for number, band in enumerate((Band.YELLOW, Band.GREEN, Band.GREY), start=50):
        library.tables.accounts[number] = Account(number, HOSTILE, owner="U0ADA")
        library.tables.standings[number] = replace(STANDING, account=number, band=band, arr=(Money(10**14, "CHF"),))
    _fill_requests(library)
    _fill_company(library)
    return library


def _fill_requests(library: FakeLibrary) -> None:
    with library.writing() as book:
        for _ in range(MANY):
            book.tasks.add(task(title=HOSTILE, assignee="U0ADA", by="U0ADA", due_on=TODAY - DAY))
    for number in range(1, MANY + 1):
        area = ProductArea(number, f"{number}{HOSTILE}", f"C{number}", "U0ADA", is_default=number == 1)
        library.tables.areas[number] = area
        for offset, state in ((0, RequestState.NEEDS_DETAIL), (100, RequestState.SHIPPED)):
            request = number + offset
            made = Request(request, HOSTILE, HOSTILE, number, "U0ADA", NOW - 90 * DAY, state)
            library.tables.requests[request] = made
            voice = Voice(request, request, Asker.ACCOUNT, "U0ADA", NOW, Importance.MUST, number, blocks_renewal=True)
            library.tables.voices.append(voice)
        telling = Telling(number, 100 + number, number, NOW - 90 * DAY, owner="U0ADA", account=number)
        library.tables.tellings[number] = telling


def _fill_company(library: FakeLibrary) -> None:
    library.tables.rules = WorkspaceRules(channel_digests=ChannelDigests(("C1", "C2", "C3", "C4", "C5")))
    library.tables.audit.append(AuditEntry(NOW, "U0GIL", "access.refused", "U0GIL", after="guest"))
    for number in range(20):
        at = NOW - 9 * DAY if number % 2 else None
        library.tables.feeds[f"{number}"] = Feed(f"{number} {HOSTILE}", (RecordKind.USAGE,), at)
        library.tables.job_states[f"{number}"] = JobState(f"{number} {HOSTILE}", NOW, NOW, HOSTILE, NOW)
    with library.writing() as book:
        for kind in (*AnnouncementKind,) * 2:
            book.outbox.put(Announcement(kind, f"C{kind}", "test"), now=NOW)
        for number, outgoing in enumerate(book.outbox.claim(now=NOW, most=MANY)):
            pause = Pause(f"method{number}", NOW + DAY, HOSTILE)
            book.outbox.settle(outgoing, Settled(OutboxState.PARKED, NOW, reason=HOSTILE, pause=pause), now=NOW)


def page_of(
    library: FakeLibrary,
    member: Member = ADA,
    view: HomeView = IN_THE_MIDDLE,
    *,
    language: Language = Language.EN,
    news: TaskChange | None = None,
) -> HomePage:
    made = sections(Settings(), library)
    look = Home(library, lambda: NOW, "UTC", [each.look for each in made]).of(member, view, today=TODAY)
    changed = TaskChanged(news, task(title=HOSTILE, assignee="U0ADA"), HOSTILE) if news else None
    return home_page(look, words_for(language), drawings(made, look), news=changed)


def lines_of(page: HomePage) -> list[str]:
    """What it says and what may be pressed, a line each."""
    return [line for block in page.blocks for line in _lines(block)]


def _lines(block: dict[str, Any]) -> list[str]:
    found: list[str] = []
    parts = [block.get("text"), *(block.get("elements") or []), block.get("accessory")]
    for part in filter(None, parts):
        text = part["text"] if "text" in part else part["placeholder"]
        found += str(text["text"] if isinstance(text, dict) else text).splitlines()
    return found
