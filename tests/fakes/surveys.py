from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.accounts import Account, AccountStatus
from domain.surveys.answer import SurveyAnswer
from domain.surveys.ports import AskedPerson, Voice
from domain.surveys.sent import Sent, Stray
from fakes.accounts import in_a_book_of
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeSurveys:
    tables: FakeTables

    def add(self, answer: SurveyAnswer, *, now: datetime) -> SurveyAnswer | None:
        if self.called(answer.account, answer.key):
            return None
        made = replace(answer, id=max(self.tables.answers, default=0) + 1, version=1, learnt_at=now)
        self.tables.answers[made.id] = made
        return made

    def of(self, answer: int) -> SurveyAnswer | None:
        return self.tables.answers.get(answer)

    def called(self, account: int, key: str) -> SurveyAnswer | None:
        known = self.tables.answers.values()
        return next((each for each in known if (each.account, each.key) == (account, key)), None)

    def save(self, answer: SurveyAnswer, *, now: datetime) -> bool:
        del now
        if not self._is_as_it_was(answer):
            return False
        self.tables.answers[answer.id] = replace(answer, version=answer.version + 1)
        return True

    def remove(self, answer: SurveyAnswer, *, now: datetime) -> bool:
        del now
        if not self._is_as_it_was(answer):
            return False
        del self.tables.answers[answer.id]
        return True

    def voices(
        self, survey: str, owners: Sequence[str] | None, *, first: date, last: date, today: date
    ) -> Sequence[Voice]:
        latest: dict[tuple[int, int], SurveyAnswer] = {}
        for each in sorted(self.tables.answers.values(), key=lambda each: (each.on, each.id)):
            if each.survey.lower() == survey and first <= each.on <= last:
                latest[each.account, each.contact or -each.id] = each
        newest = sorted(latest.values(), key=lambda each: (each.on, each.id), reverse=True)
        return [
            self._voice(account, each)
            for each in newest
            if (account := self._account(each.account, owners, today)) is not None
        ]

    def ask(self, account: int, sent: Sent, contact: int | None, *, on: date, now: datetime) -> bool:
        del now
        key = (account, f"{sent.source}:{sent.key}")
        if key in self.tables.asks:
            return False
        self.tables.asks[key] = (sent.survey, contact, on)
        return True

    def asked(
        self, survey: str, owners: Sequence[str] | None, *, first: date, last: date, today: date
    ) -> Sequence[AskedPerson]:
        latest: dict[tuple[int, object], AskedPerson] = {}
        for number, ((account, _), (name, contact, on)) in enumerate(self.tables.asks.items()):
            known = self._account(account, owners, today)
            if name.lower() != survey or not first <= on <= last or known is None:
                continue
            key = (account, contact or f"nobody {number}")
            if key not in latest or latest[key].on <= on:
                latest.pop(key, None)
                latest[key] = AskedPerson(account, known.name, contact, self._name(contact), on)
        return sorted(latest.values(), key=lambda each: each.on)

    def contacts_with(self, email: str) -> Sequence[tuple[int, int]]:
        return sorted(
            (each.account, each.id) for each in self.tables.people.values() if each.email.lower() == email.lower()
        )

    def keep_stray(self, sent: Sent, *, now: datetime) -> bool:
        if any(_called(each.sent) == _called(sent) for each in self.tables.strays.values()):
            return False
        number = max(self.tables.strays, default=0) + 1
        self.tables.strays[number] = Stray(number, sent, now)
        return True

    def strays(self, *, limit: int) -> tuple[Sequence[Stray], int]:
        known = [self.tables.strays[number] for number in sorted(self.tables.strays)]
        return known[:limit], len(known)

    def stray(self, number: int) -> Stray | None:
        return self.tables.strays.get(number)

    def drop_stray(self, number: int) -> bool:
        return self.tables.strays.pop(number, None) is not None

    def has_found(self, sent: Sent) -> bool:
        answers, asks = {each.key for each in self.tables.answers.values()}, {each for _, each in self.tables.asks}
        return f"{sent.source}:{sent.key}" in (answers if sent.is_answer else asks)

    def found(self, sent: Sent) -> None:
        for number, stray in list(self.tables.strays.items()):
            if _called(stray.sent) == _called(sent):
                del self.tables.strays[number]

    def _account(self, number: int, owners: Sequence[str] | None, today: date) -> Account | None:
        account = self.tables.accounts[number]
        if account.status is AccountStatus.CHURNED:
            return None
        return account if owners is None or in_a_book_of(account, owners, today) else None

    def _voice(self, account: Account, each: SurveyAnswer) -> Voice:
        person = self._name(each.contact)
        whose = (account.id, account.name, account.owner, account.tier, account.segment)
        return Voice(each.id, *whose, each.contact, person, each.score, each.on, each.words)

    def _name(self, contact: int | None) -> str:
        known = self.tables.people.get(contact or 0)
        return known.name if known else ""

    def _is_as_it_was(self, answer: SurveyAnswer) -> bool:
        known = self.of(answer.id)
        return known is not None and known.version == answer.version


def _called(sent: Sent) -> tuple[str, str, bool]:
    return sent.source, sent.key, sent.is_answer
