"""Referrals as a team's figures count them: those that became customers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.expansion.play import Stage
from domain.expansion.ports import PlayFilter
from domain.ports import Book

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KeptReferrals:
    """What `/cs referrals` lists, by the account that referred, on the day on which the other became a customer."""

    book: Book

    def brought(self, starts_on: date, ends_on: date, accounts: Collection[int] | None) -> Mapping[int, int]:
        wanted = PlayFilter(
            today=ends_on,
            referrals=True,
            stages=(Stage.BECAME_CUSTOMER,),
            first=starts_on,
            last=ends_on - _DAY,
        )
        found = (play.account for play in self.book.plays.listed(wanted))
        return Counter(account for account in found if accounts is None or account in accounts)
