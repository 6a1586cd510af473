"""The demo book: about eighty accounts with eighteen months behind them, the same for the same day.

Behaviour and outcome go together with noise: what an account does is drawn from its story, and so is how its
renewals ended, so that the score has something to find, but not everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.demo.activity import at_hour, contacts, invoices, record, survey_answers, tickets, touchpoints, usage
from bot.demo.names import LONG_NAME
from bot.demo.stories import Quirk, Story, stories
from domain.accounts import AccountStatus, Money, Pulse, RenewalStep
from domain.health.standing import Judgement
from domain.imports import UsageColumns
from domain.records import AccountRef, Record, RecordKind
from domain.renewals.outcomes import RenewalOutcome, RenewalResult
from domain.success import Milestone, OutcomeStatus, SuccessOutcome

TERM_DAYS = 365


@dataclass(frozen=True, slots=True)
class DemoBook:
    """`ids`, where asked for, are the accounts' ids in the book by external id."""

    stories: tuple[Story, ...]
    today: date

    def records(self) -> Iterator[Record]:
        """Everything that has a spreadsheet form but usage, in the order in which an import wants it."""
        for make in (_account, _contract, contacts, touchpoints, tickets, survey_answers, invoices):
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

    def past_renewals(self, ids: Mapping[str, int]) -> Iterator[RenewalOutcome]:
        for story in self.stories:
            yield from _past_renewals(story, ids[story.external_id])

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
            "went_live_on": story.customer_since + timedelta(days=12),
            "first_value_on": None if starting else story.customer_since + timedelta(days=20 + story.number % 25),
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


def _contract(story: Story) -> Iterator[Record]:
    """The running term; the one that ended with the account where it left."""
    start, end = _running_term(story)
    no_date = story.quirk is Quirk.NO_RENEWAL_DATE
    yield record(
        story,
        RecordKind.CONTRACT,
        {
            "number": f"{story.external_id}-C1",
            "product": "Platform",
            "start_on": start,
            "end_on": None if no_date else end,
            "arr": Money(story.arr * 100, story.currency),
            "seats": story.seats,
            "auto_renew": story.number % 2 == 0,
            "notice_days": None if no_date else (30, 60, 90)[story.number % 3],
            "notice_received_on": story.today - timedelta(days=5) if story.quirk is Quirk.NOTICE_GIVEN else None,
            "core_features": 10,
            "renewal_step": _renewal_step(story, end),
        },
    )


def _running_term(story: Story) -> tuple[date, date]:
    """First day and the day after the last; terms of 365 days from the first day on."""
    last = story.ends_on
    terms = (last - story.customer_since).days // TERM_DAYS
    start = story.customer_since + timedelta(days=terms * TERM_DAYS)
    return (start, last) if story.quirk is Quirk.CHURNED else (start, start + timedelta(days=TERM_DAYS))


def _renewal_step(story: Story, end: date) -> RenewalStep:
    if story.quirk is Quirk.NOTICE_GIVEN:
        return RenewalStep.NOTICE
    days_left = (end - story.today).days
    if days_left > 104:  # the shipped renewal window
        return RenewalStep.NOT_STARTED
    steps = (RenewalStep.NOT_STARTED, RenewalStep.DISCUSSION, RenewalStep.PROPOSAL, RenewalStep.VERBAL)
    return steps[min(3, int(story.quality_on(story.today) * (1.2 - days_left / 150) * 4))]


def _past_renewals(story: Story, account: int) -> Iterator[RenewalOutcome]:
    due_on = story.customer_since + timedelta(days=TERM_DAYS)
    while due_on < story.ends_on:
        yield _won(story, account, due_on)
        due_on += timedelta(days=TERM_DAYS)
    if story.quirk is Quirk.CHURNED:
        yield _lost(story, account)


def _won(story: Story, account: int, due_on: date) -> RenewalOutcome:
    dice = story.dice(f"renewal/{due_on}")
    due = Money(story.arr * 100, story.currency)
    renewed = Money(round(due.minor * dice.choice((0.85, 1.0, 1.0, 1.0, 1.12))), story.currency)
    resolved_on = due_on - timedelta(days=dice.randint(0, 35))
    return RenewalOutcome(account, due_on, resolved_on, RenewalResult.WON, due, renewed)


def _lost(story: Story, account: int) -> RenewalOutcome:
    reason = story.dice("loss").choice(("value never reached", "price", "champion left", "wrong fit sold"))
    due, nothing = Money(story.arr * 100, story.currency), Money(0, story.currency)
    return RenewalOutcome(account, story.ends_on, story.ends_on, RenewalResult.LOST, due, nothing, reason)


def _agreed_outcomes(story: Story, account: int) -> Iterator[SuccessOutcome]:
    if story.quirk in {Quirk.ONBOARDING, Quirk.CHURNED, Quirk.EMPTY} or story.number % 5 == 0:
        return
    dice = story.dice("outcomes")
    status_on = story.today - timedelta(days=dice.randint(5, 70))
    for title in ("Month-end closing in three days instead of six", "Half the e-mails between plants"):
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
