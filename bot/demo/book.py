"""The demo book: about eighty accounts with eighteen months behind them, the same for the same day.

Behaviour and outcome go together with noise: what an account does is drawn from its story, and so is how its
renewals ended, so that the score has something to find, but not everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.demo.activity import at_hour, contacts, invoices, record, survey_answers, tickets, touchpoints, usage
from bot.demo.names import LONG_NAME
from bot.demo.stories import Quirk, Story, stories
from domain.accounts import AccountStatus, Money, Pulse, RenewalStep
from domain.health.model import Judgement
from domain.records import Record, RecordKind

TERM_DAYS = 365


@dataclass(frozen=True, slots=True)
class PastRenewal:
    """How a term ended: what was due and what was kept, in the same currency."""

    account: str
    due_on: date
    resolved_on: date
    won: bool
    due: Money
    kept: Money
    reason: str | None


@dataclass(frozen=True, slots=True)
class AgreedOutcome:
    """A success outcome agreed with the account; `status` is agreed, on_track, behind or reached."""

    account: str
    title: str
    agreed_on: date
    status: str
    status_on: date


@dataclass(frozen=True, slots=True)
class DueMilestone:
    account: str
    title: str
    due_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class DemoBook:
    """Accounts are named by their external id everywhere."""

    stories: tuple[Story, ...]
    today: date

    def records(self) -> Iterator[Record]:
        """Everything that has a spreadsheet form, in the order in which an import wants it."""
        for make in (_account, _contract, contacts, usage, touchpoints, tickets, survey_answers, invoices):
            for story in self.stories:
                yield from make(story)

    def past_renewals(self) -> tuple[PastRenewal, ...]:
        return tuple(renewal for story in self.stories for renewal in _past_renewals(story))

    def agreed_outcomes(self) -> tuple[AgreedOutcome, ...]:
        return tuple(outcome for story in self.stories for outcome in _agreed_outcomes(story))

    def milestones(self) -> tuple[DueMilestone, ...]:
        return tuple(milestone for story in self.stories for milestone in _milestones(story))

    def judgements(self) -> dict[str, Judgement]:
        """The owners' own words on every third account, by external id."""
        return {story.external_id: _judgement(story) for story in self.stories if story.number % 3 == 0}


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


def _past_renewals(story: Story) -> Iterator[PastRenewal]:
    due_on = story.customer_since + timedelta(days=TERM_DAYS)
    while due_on < story.ends_on:
        yield _renewal(story, due_on, won=True)
        due_on += timedelta(days=TERM_DAYS)
    if story.quirk is Quirk.CHURNED:
        yield _renewal(story, story.ends_on, won=False)


def _renewal(story: Story, due_on: date, *, won: bool) -> PastRenewal:
    dice = story.dice(f"renewal/{due_on}")
    due = story.arr * 100
    share = 0.0 if not won else dice.choice((0.85, 1.0, 1.0, 1.0, 1.12))
    return PastRenewal(
        account=story.external_id,
        due_on=due_on,
        resolved_on=due_on - timedelta(days=dice.randint(0, 35) if won else 0),
        won=won,
        due=Money(due, story.currency),
        kept=Money(round(due * share), story.currency),
        reason=None if won else dice.choice(("value never reached", "price", "champion left", "wrong fit sold")),
    )


def _agreed_outcomes(story: Story) -> Iterator[AgreedOutcome]:
    if story.quirk in {Quirk.ONBOARDING, Quirk.CHURNED, Quirk.EMPTY} or story.number % 5 == 0:
        return
    dice = story.dice("outcomes")
    status_on = story.today - timedelta(days=dice.randint(5, 70))
    for title in ("Month-end closing in three days instead of six", "Half the e-mails between plants"):
        going_well = dice.random() < story.quality_on(status_on) + 0.1
        status = dice.choice(("on_track", "reached")) if going_well else dice.choice(("behind", "agreed"))
        yield AgreedOutcome(story.external_id, title, story.history_starts_on, status, status_on)


def _milestones(story: Story) -> Iterator[DueMilestone]:
    if story.quirk is not Quirk.ONBOARDING:
        return
    dice = story.dice("milestones")
    for place, title in enumerate(("Kick-off held", "Accounts connected", "First team trained", "First report read")):
        due = story.customer_since + timedelta(days=7 + 14 * place)
        done = due + timedelta(days=dice.randint(-3, 8))
        yield DueMilestone(story.external_id, title, due, done if done <= story.today else None)


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
