"""What happened at a demo account, drawn from its story: use, contact, tickets, answers, invoices."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from bot.demo.names import CHINESE_PEOPLE, ENGLISH_PEOPLE, NPS_WORDS, SUMMARIES, TICKETS
from bot.demo.people import described
from bot.demo.stories import Quirk, Story
from domain.accounts import (
    ContactRole,
    Money,
    Stance,
    Tier,
    TouchpointDirection,
    TouchpointKind,
    UsageMeasure,
)
from domain.records import AccountRef, Record, RecordKind
from domain.touchpoints.touchpoint import BY_HAND, Sentiment, TouchReason

GOOD_MOOD, BAD_MOOD = 0.62, 0.35
CADENCE_DAYS = {Tier.HIGH: 14, Tier.MID: 30, Tier.TECH: 90}
SOURCE = "demo"
_COUNTED_DAILY = frozenset({UsageMeasure.ACTIVE_USERS, UsageMeasure.EVENTS})


def record(story: Story, kind: RecordKind, fields: Mapping[str, object]) -> Record:
    return Record(kind, AccountRef(external_id=story.external_id), fields, source=SOURCE)


def at_hour(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 30), tzinfo=UTC)


def contacts(story: Story) -> Iterator[Record]:
    """Three to six people; the second one is the champion."""
    roles = (ContactRole.ECONOMIC_BUYER, ContactRole.CHAMPION, ContactRole.ADMIN, ContactRole.USER, ContactRole.USER)
    for place, name in enumerate(contact_names(story)):
        known = described(story, place)
        yield record(
            story,
            RecordKind.CONTACT,
            {
                "external_id": f"{story.external_id}-P{place}",
                "name": name,
                "email": f"p{place}@{story.domain}",
                "title": known.title,
                "influence": known.influence,
                "role": roles[place % len(roles)],
                "stance": Stance.SUPPORTER if story.quality_on(story.today) > 0.5 else Stance.NEUTRAL,
                "left_on": _left_on(story, place),
            },
        )


def contact_names(story: Story) -> tuple[str, ...]:
    dice = story.dice("contacts")
    people = CHINESE_PEOPLE if story.chinese else ENGLISH_PEOPLE
    return tuple(dice.sample(people, dice.randint(3, 6)))


def usage(story: Story) -> Iterator[tuple[date, UsageMeasure, int]]:
    """What was counted each day, and once a week what looks back on four; nothing where there is no usage feed."""
    if story.quirk in {Quirk.NO_USAGE_FEED, Quirk.EMPTY}:
        return
    dice = story.dice("usage")
    for day in _days(story.history_starts_on, story.ends_on):
        for measure, value in _used(story, day, dice).items():
            if measure in _COUNTED_DAILY or (story.ends_on - day).days % 7 == 0:
                yield day, measure, value


def touchpoints(story: Story) -> Iterator[Record]:
    """Contact as often as the cadence asks when all is well, thinning out when it is not."""
    dice = story.dice("touchpoints")
    day = story.history_starts_on + timedelta(days=dice.randint(1, 9))
    while day <= _last_touch_on(story):
        yield _touchpoint(story, day, dice)
        lateness = 0.55 + (1 - story.quality_on(day)) * dice.uniform(0.6, 1.5)
        day += timedelta(days=max(2, round(CADENCE_DAYS[story.tier] * lateness)))


def tickets(story: Story) -> Iterator[Record]:
    dice = story.dice("tickets")
    day = story.history_starts_on
    while (day := day + timedelta(days=dice.randint(12, 70))) <= story.ends_on:
        yield _ticket(story, day, dice)
    if story.quirk is Quirk.CRITICAL_TICKET:
        yield _open_critical_ticket(story)


def survey_answers(story: Story) -> Iterator[Record]:
    """An NPS round every half year; not everybody answers."""
    dice = story.dice("surveys")
    day = story.ends_on - timedelta(days=dice.randint(10, 80))
    while day >= story.history_starts_on:
        for name in contact_names(story):
            if dice.random() < 0.45 and story.quirk is not Quirk.EMPTY:
                yield _answer(story, day, name, dice)
        day -= timedelta(days=182)


def invoices(story: Story) -> Iterator[Record]:
    """One a quarter, due after thirty days, paid later the worse things stand."""
    dice = story.dice("invoices")
    for quarter in range(6):
        issued = story.ends_on - timedelta(days=20 + 91 * quarter)
        if issued > story.history_starts_on:
            yield _invoice(story, issued, quarter, dice)


def _left_on(story: Story, place: int) -> date | None:
    if place == 1 and story.quirk is Quirk.CHAMPION_LEFT:
        return story.today - timedelta(days=9)
    return None


def _days(first: date, last: date) -> Iterator[date]:
    for passed in range((last - first).days + 1):
        yield first + timedelta(days=passed)


def _used(story: Story, day: date, dice: Random) -> dict[UsageMeasure, int]:
    quality = story.quality_on(day)
    ramp = min(1.0, ((day - story.customer_since).days + 5) / 60)
    monthly = min(story.seats, round(story.seats * ramp * min(1.0, 0.08 + 0.85 * quality)))
    weekday = (0.62, 0.66, 0.65, 0.61, 0.52, 0.08, 0.05)[day.weekday()]
    active = min(monthly, round(monthly * weekday * dice.uniform(0.85, 1.12)))
    return {
        UsageMeasure.ACTIVE_USERS: active,
        UsageMeasure.ACTIVE_USERS_28D: monthly,
        UsageMeasure.EVENTS: round(active * dice.uniform(9, 14) * (0.5 + quality)),
        UsageMeasure.CORE_FEATURES_USED: round(10 * ramp * min(1.0, 0.2 + 0.75 * quality)),
        UsageMeasure.SEATS_ASSIGNED: min(story.seats, round(story.seats * ramp * min(1.0, 0.4 + 0.62 * quality))),
    }


def _last_touch_on(story: Story) -> date:
    if story.quirk is Quirk.EMPTY:
        return date.min
    if story.quirk is Quirk.GONE_SILENT:
        return story.today - timedelta(days=CADENCE_DAYS[story.tier] * 2 + 20)
    return story.ends_on - timedelta(days=1)


def _touchpoint(story: Story, day: date, dice: Random) -> Record:
    people = contact_names(story)
    present = dice.sample(people, dice.randint(1, min(3, len(people))))
    kind = dice.choice((TouchpointKind.CALL, TouchpointKind.MEETING, TouchpointKind.EMAIL))
    direction = TouchpointDirection.TWO_WAY if dice.random() < 0.85 else TouchpointDirection.OUTBOUND
    is_machines = kind is TouchpointKind.EMAIL and direction is TouchpointDirection.OUTBOUND
    said = {
        "kind": kind,
        "direction": direction,
        "at": at_hour(day, dice.randint(7, 15)),
        "summary": dice.choice(SUMMARIES),
        "author": story.owner,
        "contacts": tuple(present),
        "automatic": is_machines,
    }
    return record(story, RecordKind.TOUCHPOINT, said | _spoken_of(story, day, is_machines=is_machines))


def _spoken_of(story: Story, day: date, *, is_machines: bool) -> dict[str, object]:
    """People logged all but what a machine sent, and said how it went and what it was about."""
    if is_machines:
        return {"external_id": f"{story.external_id}-T{day:%Y%m%d}", "sentiment": None, "reasons": "[]"}
    dice = story.dice(f"spoken of on {day}")
    mood = story.quality_on(day) + dice.gauss(0, 0.15)
    good = Sentiment.POSITIVE if mood > GOOD_MOOD else Sentiment.NEUTRAL
    return {
        "external_id": f"{BY_HAND}{story.external_id}-T{day:%Y%m%d}",
        "sentiment": good if mood > BAD_MOOD else Sentiment.NEGATIVE,
        "reasons": json.dumps(dice.sample(list(TouchReason), dice.randint(1, 2))),
    }


def _ticket(story: Story, day: date, dice: Random) -> Record:
    closed = day + timedelta(days=dice.randint(1, 9))
    return record(
        story,
        RecordKind.TICKET,
        {
            "number": f"{story.external_id}-K{day:%Y%m%d}",
            "subject": dice.choice(TICKETS),
            "priority": dice.choices(("low", "normal", "high", "critical"), (4, 8, 3, 1))[0],
            "opened_at": at_hour(day, 9),
            "closed_at": at_hour(closed, 16) if closed <= story.ends_on else None,
            "breached": dice.random() < 0.35 * (1.1 - story.quality_on(day)),
        },
    )


def _open_critical_ticket(story: Story) -> Record:
    opened = story.today - timedelta(days=11)
    return record(
        story,
        RecordKind.TICKET,
        {
            "number": f"{story.external_id}-KCRIT",
            "subject": TICKETS[1],
            "priority": "critical",
            "opened_at": at_hour(opened, 8),
            "closed_at": None,
            "breached": True,
        },
    )


def _answer(story: Story, day: date, name: str, dice: Random) -> Record:
    score = min(10, max(0, round(3 + 7 * story.quality_on(day) + dice.gauss(0, 1.3))))
    return record(
        story,
        RecordKind.SURVEY,
        {
            "survey": "nps",
            "score": Decimal(score),
            "words": dice.choice(NPS_WORDS[score >= 7]) if dice.random() < 0.5 else None,
            "answered_on": day,
            "contact": name,
        },
    )


def _invoice(story: Story, issued: date, quarter: int, dice: Random) -> Record:
    overdue = story.quirk is Quirk.INVOICE_OVERDUE and quarter == 0
    if overdue:
        issued -= timedelta(days=50)
    due = issued + timedelta(days=30)
    paid = due + timedelta(days=round(dice.gauss(-6, 6) + 14 * (1 - story.quality_on(issued))))
    return record(
        story,
        RecordKind.INVOICE,
        {
            "number": f"{story.external_id}-I{quarter}",
            "issued_on": issued,
            "due_on": due,
            "paid_on": None if overdue or paid > story.ends_on else paid,
            "amount": Money(story.arr * 25, story.currency),
        },
    )
