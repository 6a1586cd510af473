from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.accounts import ContactRole, Money
from domain.health.ports import StandingFilter
from domain.people.contact import Contact
from domain.people.gaps import PeopleFacts
from domain.people.ports import AccountPeople, Heard, SaidInSurvey
from fakes.accounts import is_wanted
from fakes.tables import FakeTables

_BUYERS = {ContactRole.ECONOMIC_BUYER, ContactRole.DECISION_MAKER}


@dataclass(frozen=True, slots=True)
class FakePeople:
    tables: FakeTables

    def add(self, contact: Contact, *, now: datetime) -> Contact | None:
        del now
        if self.called(contact.account, contact.key):
            return None
        made = replace(contact, id=max(self.tables.people, default=0) + 1, version=1)
        self.tables.people[made.id] = made
        return made

    def of(self, contact: int) -> Contact | None:
        return self.tables.people.get(contact)

    def called(self, account: int, key: str) -> Contact | None:
        return next((each for each in self.of_account(account) if each.key == key), None)

    def of_account(self, account: int) -> Sequence[Contact]:
        known = (self.tables.people[number] for number in sorted(self.tables.people))
        return [each for each in known if each.account == account]

    def save(self, contact: Contact, *, now: datetime) -> bool:
        del now
        if not self._is_as_it_was(contact):
            return False
        self.tables.people[contact.id] = replace(contact, version=contact.version + 1)
        return True

    def remove(self, contact: Contact, *, now: datetime) -> bool:
        del now
        if not self._is_as_it_was(contact):
            return False
        del self.tables.people[contact.id]
        return True

    def heard_of(self, account: int, *, today: date, answered_after: date) -> Mapping[int, Heard]:
        spoken: dict[int, datetime] = {}
        for touch in self.tables.touchpoints.values():
            if touch.account == account and touch.is_two_way:
                spoken |= {each: max(touch.at, spoken.get(each, touch.at)) for each in touch.contacts}
        said: dict[int, dict[str, SaidInSurvey]] = {}
        for answer in sorted(self.tables.answers.values(), key=lambda each: (each.on, each.id)):
            if answer.account == account and answer.contact and answered_after < answer.on <= today:
                latest = SaidInSurvey(answer.survey, answer.score, answer.on, answer.scale)
                said.setdefault(answer.contact, {})[answer.survey] = latest
        return {
            each: Heard(spoken.get(each), tuple(answer for _, answer in sorted(said.get(each, {}).items())))
            for each in {*spoken, *said}
        }

    def facts(self, wanted: StandingFilter, *, today: date, engaged_since: datetime) -> Sequence[AccountPeople]:
        numbers = [number for number, account in self.tables.accounts.items() if is_wanted(account, wanted)]
        return [self._people(number, today, engaged_since) for number in sorted(numbers, key=self._order)]

    def _people(self, number: int, today: date, since: datetime) -> AccountPeople:
        account = self.tables.accounts[number]
        there = {each.id: each.role for each in self.of_account(number) if not each.has_left(today)}
        lately = [
            touch
            for touch in self.tables.touchpoints.values()
            if touch.account == number and touch.is_two_way and touch.at >= since
        ]
        facts = PeopleFacts(
            contacts=len(there),
            buyers=sum(role in _BUYERS for role in there.values()),
            champions=sum(role is ContactRole.CHAMPION for role in there.values()),
            engaged=len({each for touch in lately for each in touch.contacts} & set(there)),
        )
        return AccountPeople(number, account.name, account.owner, account.tier, self._arr(number), facts)

    def _arr(self, number: int) -> Money | None:
        standing = self.tables.standings.get(number)
        return max(standing.arr, key=lambda each: each.minor, default=None) if standing else None

    def _order(self, number: int) -> tuple[bool, int, int]:
        arr = self._arr(number)
        return number not in self.tables.standings, -(arr.minor if arr else 0), number

    def _is_as_it_was(self, contact: Contact) -> bool:
        known = self.of(contact.id)
        return known is not None and known.version == contact.version
