"""A book in memory with two product areas and those who decide there, and every desk of triage around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from fakes import FakeLibrary
from health_book import STANDING

from bot.blocks.request_words import telling_title
from bot.services.merges import Merges
from bot.services.request_moves import RequestMoves
from bot.services.request_news import tell_card
from bot.services.request_snoozes import RequestSnoozes
from bot.services.request_talk import RequestTalks
from bot.services.request_wakes import RequestWakes
from bot.services.requests import Requests
from bot.services.triage import Triage
from bot.services.triage_mornings import TriageMornings
from bot.services.triage_queue import TriageQueues
from domain.accounts import Account
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.states import RequestAction
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import Member, Role
from integrations.files.money import typed_amount

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
DANA = Member("U0DANA", "Dana", Role.CSM)
LIN = Member("U0LIN", "Lin", Role.CSM)
PRIYA = Member("U0PRIYA", "Priya", Role.PRODUCT)
PAUL = Member("U0PAUL", "Paul", Role.PRODUCT)
REQUEST = Request(1, "Export to Excel", "They copy by hand", 1, "U0DANA", NOW)


class TriageRoom:
    """`now` may be moved on."""

    def __init__(self) -> None:
        self.now = NOW
        self._cards = 0
        self.library = FakeLibrary()
        self.tables = self.library.tables
        for member in (DANA, LIN, PRIYA, PAUL):
            self.tables.members[member.slack_id] = member
        self.tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA", is_default=True)
        self.tables.areas[2] = ProductArea(2, "Access", "C0ACCESS", "U0PAUL")
        for number in range(1, 6):
            self.tables.accounts[number] = Account(number, f"Account {number}", owner="U0DANA")
            self.tables.standings[number] = replace(STANDING, account=number)

    @property
    def triage(self) -> Triage:
        return Triage(self.library, lambda: self.now, "UTC", "USD", telling_title)

    @property
    def merges(self) -> Merges:
        return Merges(self.library, lambda: self.now, "UTC", "USD")

    @property
    def moves(self) -> RequestMoves:
        return RequestMoves(self.library, lambda: self.now, "USD")

    @property
    def snoozes(self) -> RequestSnoozes:
        return RequestSnoozes(self.library, lambda: self.now, "USD", typed_amount)

    @property
    def wakes(self) -> RequestWakes:
        return RequestWakes(self.library, lambda: self.now, "UTC", "USD")

    @property
    def talks(self) -> RequestTalks:
        return RequestTalks(self.library, lambda: self.now, "UTC", "USD")

    @property
    def queues(self) -> TriageQueues:
        return TriageQueues(self.library, lambda: self.now, "UTC", "USD")

    @property
    def mornings(self) -> TriageMornings:
        return TriageMornings(self.queues, lambda: self.now)

    @property
    def requests(self) -> Requests:
        return Requests(self.library, lambda: self.now, "USD")

    def put(self, *requests: Request, by: str = "U0DANA") -> None:
        """Each with the voice of an account that has its number, and its card."""
        for request in requests:
            self.tables.requests[request.id] = request
            self.ask(request.id, request.id, by=by)
            with self.library.writing() as book:
                tell_card(book, request, self.tables.areas[request.area], now=self.now)
        self._cards = len(self.tables.outbox)

    def ask(self, request: int, account: int, *, by: str = "U0LIN", importance: Importance = Importance.NICE) -> Voice:
        made = Voice(len(self.tables.voices) + 1, request, Asker.ACCOUNT, by, self.now, importance, account)
        self.tables.voices.append(made)
        return made

    def announced(self, kind: AnnouncementKind) -> list[Announcement]:
        """Since the last ones were put."""
        said = (row.line.announcement for row in self.tables.outbox[self._cards :])
        return [each for each in said if each.kind is kind]

    def news(self) -> list[tuple[str, object, object]]:
        """Who heard what of which request."""
        told = self.announced(AnnouncementKind.REQUEST_NEWS)
        return [(each.to, each.facts["what"], each.facts["request"]) for each in told]

    def cards(self) -> list[tuple[str, str, object]]:
        """Where which card was posted, drawn again or answered."""
        told = self.announced(AnnouncementKind.TRIAGE)
        return [(each.to, each.manner.value, each.facts["request"]) for each in told]

    def steps(self, request: int) -> list[tuple[RequestAction, str, str]]:
        found = (step for step in self.tables.request_steps if step.request == request)
        return [(step.what, step.by, step.note) for step in found]

    def state(self, request: int = 1) -> RequestState:
        return self.tables.requests[request].state
