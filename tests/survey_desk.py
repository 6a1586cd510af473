"""A book with accounts, their people, and everything that answers to surveys are kept with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from fakes import FakeLibrary
from people_desk import DANA, NOW, TODAY, peopled_book

from bot.handlers.surveys import SurveyServices
from bot.services.nps_looks import NpsLooks
from bot.services.survey_inbox import SurveyInbox
from bot.services.survey_log import SurveyLog
from bot.services.survey_offers import SurveyOffers
from domain.permissions import Member
from domain.surveys.answer import SurveyAnswer
from domain.surveys.form import SurveyForm
from domain.surveys.sent import Sent
from domain.surveys.told import SurveyKept

FORM = SurveyForm("1", "1", "nps", "3", TODAY.isoformat(), "Too slow")
SENT = Sent("typeform", "r1", "nps", None, Decimal(2), 10, "Too dear", email="kim@acme.example")
NOBODYS = replace(SENT, email="who@else.example")


@dataclass
class Surveying:
    library: FakeLibrary = field(default_factory=peopled_book)
    now: datetime = NOW
    seen: list[int] = field(default_factory=list)

    @property
    def offers(self) -> SurveyOffers:
        return SurveyOffers(self.library)

    @property
    def log(self) -> SurveyLog:
        return SurveyLog(self.library, lambda: self.now, self._look)

    @property
    def looks(self) -> NpsLooks:
        return NpsLooks(self.library)

    @property
    def inbox(self) -> SurveyInbox:
        return SurveyInbox(self.library, lambda: self.now, self._look, "UTC")

    @property
    def services(self) -> SurveyServices:
        return SurveyServices(self.offers, self.log, self.looks)

    @property
    def answers(self) -> list[SurveyAnswer]:
        return [self.library.tables.answers[number] for number in sorted(self.library.tables.answers)]

    def keep(self, asker: Member = DANA, place: str = "account:1", key: str = "V1", **said: Any) -> SurveyKept:
        done = self.log.keep(asker, place, replace(FORM, **said), key=key, today=self.now.date())
        assert isinstance(done, SurveyKept)
        return done

    def edit(self, place: str = "answer:1 1", asker: Member = DANA, **said: Any) -> SurveyKept:
        done = self.log.edit(asker, place, replace(FORM, **said), today=self.now.date())
        assert isinstance(done, SurveyKept)
        return done

    def undo(self, seen: str = "1 1", asker: Member = DANA) -> SurveyKept:
        return self.log.undo(asker, seen, today=self.now.date())

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def audited(self) -> list[tuple[str, str, str | None, str | None]]:
        return [(each.action, each.subject, each.before, each.after) for each in self.library.tables.audit]

    def _look(self, accounts: Sequence[int]) -> None:
        self.seen.extend(accounts)
