"""Who the people of demo accounts are, how satisfied they say they are, and whom the last survey asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bot.demo.stories import Quirk, Story
from domain.records import AccountRef, Record, RecordKind
from domain.surveys.answer import Survey
from domain.surveys.sent import Sent
from storage.library import SqlBook

TITLES = (
    ("VP Operations", "运营副总裁", 3),
    ("Head of Planning", "计划总监", 3),
    ("IT Administrator", "IT 管理员", 2),
    ("Shift Supervisor", "班组长", 1),
    ("Analyst", "分析师", 1),
    ("Planner", "计划员", 1),
)
"""In the order of the demo's contacts: English, Chinese, influence."""
ASKED_DAYS_AGO = 84
STRAY = Sent(
    "typeform",
    "r-2041",
    "nps",
    None,
    Decimal(4),
    10,
    "We never got the training.",
    "Northgate Mills",
    "j@northgate.test",
)
SATISFIED = ("The training was to the point.", "Setting it up took longer than promised.")


@dataclass(frozen=True, slots=True)
class Described:
    title: str
    influence: int


def described(story: Story, place: int) -> Described:
    english, chinese, influence = TITLES[place % len(TITLES)]
    return Described(chinese if story.chinese else english, influence)


def satisfaction(story: Story) -> Iterator[Record]:
    """A survey three weeks after the account went live, and one lately."""
    if story.quirk is Quirk.EMPTY:
        return
    for day in (story.customer_since + timedelta(days=33), story.ends_on - timedelta(days=40)):
        if story.history_starts_on < day <= story.ends_on:
            quality = story.quality_on(day)
            score = min(5, max(1, round(1 + 4 * quality)))
            said = {"survey": Survey.SATISFACTION.value, "score": Decimal(score), "answered_on": day}
            words = SATISFIED[score <= Survey.SATISFACTION.best // 2]
            fields = {**said, "words": words, "contact": f"p1@{story.domain}"}
            yield Record(RecordKind.SURVEY, AccountRef(external_id=story.external_id), fields, source="demo")


def tell_surveys(book: SqlBook, stories: Sequence[Story], ids: Mapping[str, int], *, now: datetime) -> None:
    """Everybody was asked a quarter of a year ago; one answer came of a company that nobody knows."""
    on = now.date() - timedelta(days=ASKED_DAYS_AGO)
    for story in stories:
        account = ids[story.external_id]
        for contact in book.people.of_account(account):
            sent = Sent("typeform", f"a-{contact.id}", Survey.NPS.value, on, email=contact.email)
            book.surveys.ask(account, sent, contact.id, on=on, now=now)
    book.surveys.keep_stray(STRAY, now=now)
