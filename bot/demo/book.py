"""The demo book: about eighty accounts with eighteen months behind them, the same for the same day.

Behaviour and outcome go together with noise: what an account does is drawn from its story, and so is how its
renewals ended, so that the score has something to find, but not everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.demo.activity import at_hour, contacts, invoices, record, survey_answers, tickets, touchpoints, usage
from bot.demo.first_value import imported_first_value, went_live_on
from bot.demo.names import LONG_NAME
from bot.demo.people import satisfaction
from bot.demo.stories import Quirk, Story, stories
from bot.demo.terms import contract_records
from domain.accounts import AccountStatus, Pulse
from domain.health.standing import Judgement
from domain.imports import UsageColumns
from domain.records import AccountRef, Record, RecordKind
from domain.success import Milestone, OutcomeStatus, SuccessOutcome


@dataclass(frozen=True, slots=True)
class DemoBook:
    """`ids`, where asked for, are the accounts' ids in the book by external id."""

    stories: tuple[Story, ...]
    today: date

    def records(self) -> Iterator[Record]:
        """Everything that has a spreadsheet form but usage, in the order in which an import wants it."""
        for make in (
            _account,
            contract_records,
            contacts,
            touchpoints,
            tickets,
            survey_answers,
            satisfaction,
            invoices,
        ):
            for story in self.stories:
                yield from make(story)

    def usage(self) -> UsageColumns:
        rolled_up = [
            (ref, day.toordinal(), measure, value)
            for story in self.stories
            for ref in (AccountRef(external_id=story.external_id),)
            for day, measure, value in usage(story)
        ]
        accounts, days, measures, values = zip(*rolled_up, strict=True)
        return UsageColumns(range(1, len(rolled_up) + 1), accounts, measures, days, values)

    def agreed_outcomes(self, ids: Mapping[str, int]) -> Iterator[SuccessOutcome]:
        for story in self.stories:
            yield from _agreed_outcomes(story, ids[story.external_id])

    def milestones(self, ids: Mapping[str, int]) -> Iterator[Milestone]:
        for story in self.stories:
            yield from _milestones(story, ids[story.external_id])

    def judgements(self, ids: Mapping[str, int]) -> Iterator[tuple[int, Judgement]]:
        """The owners' own words on every third account."""
        for story in self.stories:
            if story.number % 3 == 0:
                yield ids[story.external_id], _judgement(story)


def demo_book(today: date, *, owners: Sequence[str], sellers: Sequence[str]) -> DemoBook:
    return DemoBook(stories(today, owners=owners, sellers=sellers), today)


def _account(story: Story) -> Iterator[Record]:
    churned = story.quirk is Quirk.CHURNED
    starting = story.quirk is Quirk.ONBOARDING
    yield record(
        story,
        RecordKind.ACCOUNT,
        {
            "name": story.name,
            "external_id": story.external_id,
            "domains": (story.domain,),
            "aliases": _aliases(story),
            "tier": story.tier,
            "segment": story.segment,
            "industry": story.industry,
            "stars": story.stars,
            "owner": story.owner,
            "seller": story.seller,
            "status": _status(churned=churned, starting=starting),
            "customer_since": story.customer_since,
            "went_live_on": went_live_on(story),
            "first_value_on": imported_first_value(story),
            "churned_on": story.ends_on if churned else None,
        },
    )


def _status(*, churned: bool, starting: bool) -> AccountStatus:
    if churned:
        return AccountStatus.CHURNED
    return AccountStatus.ONBOARDING if starting else AccountStatus.LIVE


def _aliases(story: Story) -> tuple[str, ...]:
    known = {"Acme Industrial": ("ACME",), "青禾科技有限公司": ("青禾", "Qinghe"), LONG_NAME: ("Outer Isles",)}
    return known.get(story.name, ())


_TITLES = (
    ("Month-end closing in three days instead of six", "Half the e-mails between plants"),
    ("把月结从六天缩短到三天", "仓库之间的邮件减少一半"),
)
"""What accounts want to reach, in their own language: in English, in Chinese."""


def _agreed_outcomes(story: Story, account: int) -> Iterator[SuccessOutcome]:
    if story.quirk in {Quirk.ONBOARDING, Quirk.CHURNED, Quirk.EMPTY} or story.number % 5 == 0:
        return
    dice = story.dice("outcomes")
    status_on = story.today - timedelta(days=dice.randint(5, 70))
    for title in _TITLES[story.chinese]:
        going_well = dice.random() < story.quality_on(status_on) + 0.2
        well, badly = (OutcomeStatus.ON_TRACK, OutcomeStatus.REACHED), (OutcomeStatus.BEHIND, OutcomeStatus.AGREED)
        status = dice.choice(well if going_well else badly)
        yield SuccessOutcome(account, title, story.history_starts_on, status, status_on)


def _milestones(story: Story, account: int) -> Iterator[Milestone]:
    if story.quirk is not Quirk.ONBOARDING:
        return
    dice = story.dice("milestones")
    for place, title in enumerate(("Kick-off held", "Accounts connected", "First team trained", "First report read")):
        due_on = story.customer_since + timedelta(days=7 + 14 * place)
        done_on = due_on + timedelta(days=dice.randint(-3, 8))
        yield Milestone(account, title, due_on, done_on if done_on <= story.today else None)


def _judgement(story: Story) -> Judgement:
    quality = story.quality_on(story.today) + story.dice("judgement").gauss(0, 0.12)
    given = story.today - timedelta(days=story.number % 21)
    pulse = Pulse.GREEN if quality > 0.62 else Pulse.YELLOW if quality > 0.4 else Pulse.RED
    return Judgement(
        pulse=pulse,
        note={Pulse.GREEN: "Steady, and they say so.", Pulse.YELLOW: "Polite, but they stopped asking for things."}.get(
            pulse, "The sponsor no longer answers; we need a visit."
        ),
        author=story.owner,
        given_at=at_hour(given, 10),
        expires_on=given + timedelta(days=30),
    )
