"""Every step of an alert: kept with who and when, and shown in the message that told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.services.announcing import announce
from domain.alerts.alert import NEWS, Alert, AlertStep, DismissReason, StepKind, about_alert
from domain.alerts.life import dismissed, resolved, snoozed, taken
from domain.alerts.policy import AlertWay
from domain.digests.facts import Attention
from domain.numbers import number_in
from domain.outbox.announcement import Announcement, AnnouncementKind, Fact, Manner
from domain.outbox.outgoing import OutboxState
from domain.ports import Book


def step_taken(
    book: Book, alert: Alert, what: StepKind, *, now: datetime, by: str | None = None, note: str = ""
) -> None:
    """Written down, and the message drawn again."""
    book.alerts.save(replace(alert, news_at=now) if what in NEWS else alert)
    book.alerts.step(AlertStep(alert.id, now, what, by, note))
    if alert.to and alert.way is AlertWay.MESSAGE:
        book.outbox.put(_said(alert, alert.to, Manner.EDIT), now=now)


def told_below(book: Book, alert: Alert, what: StepKind, *, now: datetime, zone: str) -> None:
    """In the thread of its message: an edit alone makes no sound. Where there is none, it is a message now."""
    if not alert.to or alert.way is not AlertWay.MESSAGE:
        return
    if _has_message(book, alert, alert.to):
        announce(book, _said(alert, alert.to, Manner.REPLY, what=what.value), now=now, zone=zone)
        return
    told(book, alert, alert.to, now=now, zone=zone)


def told(book: Book, alert: Alert, to: str, *, now: datetime, zone: str) -> None:
    announce(book, _said(alert, to, Manner.POST), now=now, zone=zone)


def follow(book: Book, attention: Attention, *, read_at: datetime, now: datetime) -> None:
    """What somebody did about an account's line in a digest, they did about the alerts that it brought.

    Not about what there was no news of before `read_at`, which its next digest brings; whoever is on it stays.
    """
    for alert in book.alerts.live_of(attention.account):
        if alert.way is not AlertWay.DIGEST or alert.last_news_at > read_at:
            continue
        if attention.dismissed:
            over = dismissed(alert, attention.by, DismissReason.OTHER, "", now=now)
            step_taken(book, over, StepKind.DISMISSED, now=now, by=attention.by)
        elif attention.snoozed_until:
            later = snoozed(alert, until=attention.snoozed_until, now=now)
            step_taken(book, later, StepKind.SNOOZED, now=now, by=attention.by)
        else:
            who = attention.taken_by or attention.by
            if alert.taken_by is None:
                step_taken(book, taken(alert, who, now=now), StepKind.TAKEN, now=now, by=attention.by)


def alert_of(book: Book, about: str) -> Alert | None:
    """`alert:7`, as a button carries it; None for anything else."""
    kind, _, number = about.partition(":")
    found = number_in(number) if kind == "alert" else None
    return None if found is None else book.alerts.of(found)


def looked_after(book: Book, about: str, who: str, *, by: str, now: datetime) -> None:
    """Who has the task for it, or spoke with the account, is on it; whoever was on it before stays."""
    named = alert_of(book, about)
    alert = book.alerts.of_to_change(named.id) if named else None
    if alert and not alert.is_over and alert.taken_by is None:
        step_taken(book, taken(alert, who, now=now), StepKind.TAKEN, now=now, by=by)


def ended(book: Book, alert: Alert, what: StepKind, *, now: datetime) -> None:
    step_taken(book, resolved(alert, now=now), what, now=now)


def _has_message(book: Book, alert: Alert, to: str) -> bool:
    """None was sent where it was over before its turn came, nor to who did not read it so far."""
    lines = (line for line in book.outbox.said_about(about_alert(alert.id)) if line.announcement.to == to)
    return any(line.announcement.manner is Manner.POST and line.state is not OutboxState.DROPPED for line in lines)


def _said(alert: Alert, to: str, manner: Manner, **more: Fact) -> Announcement:
    facts: dict[str, Fact] = {"alert": alert.id} | more
    return Announcement(AnnouncementKind.ALERT, to, about_alert(alert.id), facts, manner)
