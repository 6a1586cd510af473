"""For admins: connections, feeds, people, channels, and how Moorline itself is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.blocks.health_words import mentioned
from bot.blocks.home.paper import LONGEST_NAME, Paper
from bot.blocks.kit import Block, button, context, date_token, divider, escaped, section
from bot.ids import Action
from bot.locale import Words, marked
from domain.feeds import Feed
from domain.home import CompanyLook, OwnState
from domain.outbox.announcement import AnnouncementKind
from domain.outbox.ports import OutboxLine
from domain.permissions import Role

MOST_FEEDS = 12
MOST_PAUSES = 2
MOST_FAILING = 3
_CHANNEL = "C"


def company_blocks(look: CompanyLook, paper: Paper) -> Iterable[Block]:
    words = paper.words
    yield divider()
    yield section("\n".join((words.text("*Connections*"), *_connections(look, words))))
    yield section("\n".join((words.text("*Feeds*"), *_feeds(look, words))))
    yield section("\n".join((words.text("*People*"), *_people(look, words))))
    yield section("\n".join((words.text("*Channels*"), *_channels(look, words))))
    yield from _own(look.own, words)


def _connections(look: CompanyLook, words: Words) -> Iterable[str]:
    mode, database = look.connections.mode, look.connections.database
    yield words.text("Slack: %(mode)s", mode=words.text(_MODES.get(mode, mode)))
    yield words.text("Database: %(kind)s", kind=_DATABASES.get(database, escaped(database, 40)))
    if not look.connections.trackers:
        yield words.text("Trackers: none is set up")
        return
    named = ", ".join(escaped(place, 60) for place in look.connections.trackers)
    if look.trackers_fail:
        yield words.text("⚠️ Trackers: %(trackers)s, and the last look failed", trackers=named)
    elif look.trackers_at:
        yield words.text(
            "Trackers: %(trackers)s, looked at %(when)s", trackers=named, when=_when(look.trackers_at, words)
        )
    else:
        yield words.text("Trackers: %(trackers)s, not looked at yet", trackers=named)


def _feeds(look: CompanyLook, words: Words) -> Iterable[str]:
    if not look.feeds:
        yield words.text("No source has brought anything yet.")
        return
    listed = sorted(look.feeds, key=lambda feed: feed.name not in look.stopped)
    yield from (_feed(feed, words, stopped=feed.name in look.stopped) for feed in listed[:MOST_FEEDS])
    if len(listed) > MOST_FEEDS:
        yield words.plural("and %(count)s more", "and %(count)s more", len(listed) - MOST_FEEDS)


def _feed(feed: Feed, words: Words, *, stopped: bool) -> str:
    name = escaped(feed.name, LONGEST_NAME)
    if feed.last_success_at is None:
        return words.text("⚠️ `%(feed)s` never worked", feed=name)
    when = _when(feed.last_success_at, words)
    if stopped:
        return words.text("⚠️ `%(feed)s` stopped: it worked last %(when)s", feed=name, when=when)
    return words.text("`%(feed)s` worked last %(when)s", feed=name, when=when)


def _people(look: CompanyLook, words: Words) -> Iterable[str]:
    counts = {role: words.number(count) for role, count in look.roles.items()}
    roles = [words.text(label, count=counts[role]) for role, label in _ROLES.items() if role in counts]
    yield " · ".join(roles) or words.text("Nobody has a role yet.")
    if look.without_role:
        owners = ", ".join(f"{mentioned(each.owner)} ({words.number(each.accounts)})" for each in look.without_role)
        yield words.text("⚠️ They own accounts and have no role: %(owners)s", owners=owners)
    if look.set_up.without_owner:
        yield words.plural(
            "%(count)s account has no owner", "%(count)s accounts have no owner", look.set_up.without_owner
        )
    if look.refused:
        yield words.plural(
            "%(count)s guest or visitor was turned away in the last 7 days",
            "%(count)s guests or visitors were turned away in the last 7 days",
            look.refused,
        )


def _channels(look: CompanyLook, words: Words) -> Iterable[str]:
    yield words.plural("%(count)s product area", "%(count)s product areas", look.areas)
    if look.digest_channels:
        named = ", ".join(f"<#{escaped(channel)}>" for channel in look.digest_channels)
        yield words.text("Morning digest in: %(channels)s", channels=named)
    else:
        yield words.text("No channel gets a digest; choose some in the settings.")
    linked = look.set_up.linked
    yield words.plural(
        "%(count)s channel is linked to its account", "%(count)s channels are linked to their accounts", linked
    )


def _own(own: OwnState, words: Words) -> Iterable[Block]:
    counts = words.text(
        "Messages: %(waiting)s waiting, %(parked)s given up",
        waiting=words.number(own.counts.waiting + own.counts.sending),
        parked=words.number(own.counts.parked),
    )
    yield section(f"*{words.text('Moorline itself')}*\n{words.text('✓ All is well.') if own.is_well else counts}")
    for pause in own.pauses[:MOST_PAUSES]:
        until = date_token(pause.until, "{time}", words.instant(pause.until, "UTC"))
        yield context(
            words.text("⚠️ Held back until %(until)s: %(reason)s", until=until, reason=escaped(pause.reason, 80))
        )
    for state in own.failing[:MOST_FAILING]:
        said = words.text(
            "⚠️ The job `%(job)s` fails: %(reason)s",
            job=escaped(state.job, 80),
            reason=escaped(state.failed_with or "", 80),
        )
        yield context(said)
    for line in own.parked:
        yield _parked(line, words)


def _parked(line: OutboxLine, words: Words) -> Block:
    to = line.announcement.to
    who = f"<#{escaped(to)}>" if to.startswith(_CHANNEL) else mentioned(to)
    said = words.text(
        "Not delivered to %(to)s: %(what)s (%(reason)s)",
        to=who,
        what=words.text(_KINDS[line.announcement.kind]),
        reason=escaped(line.reason, 80),
    )
    retry = button(words.text("Try again"), f"{Action.OUTBOX_RETRY}:{line.id}", value=str(line.id))
    return section(said, accessory=retry)


def _when(at: datetime, words: Words) -> str:
    return date_token(at, words.text("{date_short_pretty} at {time}"), words.instant(at, "UTC"))


_MODES = {"socket": marked("Socket Mode"), "http": marked("HTTP")}
_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_ROLES = {
    Role.ADMIN: marked("Admins: %(count)s"),
    Role.DIRECTOR: marked("Directors: %(count)s"),
    Role.MANAGER: marked("Managers: %(count)s"),
    Role.CSM: marked("CSMs: %(count)s"),
    Role.PRODUCT: marked("Product managers: %(count)s"),
    Role.VIEWER: marked("Viewers: %(count)s"),
}
_KINDS = {
    AnnouncementKind.DIGEST: marked("the morning digest"),
    AnnouncementKind.WEEKLY: marked("the week of a team"),
    AnnouncementKind.PRODUCT_WEEK: marked("the week of requests"),
    AnnouncementKind.ALERT: marked("an alert"),
    AnnouncementKind.CHANNEL_DIGEST: marked("the digest of a channel"),
    AnnouncementKind.TRIAGE: marked("the card of a request"),
    AnnouncementKind.RECEIPT: marked("the receipt of a request"),
    AnnouncementKind.REQUEST_NEWS: marked("news of a request"),
    AnnouncementKind.DECISIONS_DUE: marked("requests that wait for a decision"),
    AnnouncementKind.TRACKER_NEWS: marked("news of a tracker"),
    AnnouncementKind.PLAYBOOK: marked("a step of a playbook"),
    AnnouncementKind.TASK: marked("a task"),
    AnnouncementKind.TROUBLE: marked("trouble of Moorline's own"),
    AnnouncementKind.TEST: marked("a test"),
}
