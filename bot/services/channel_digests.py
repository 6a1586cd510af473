"""The digest that a channel gets in the morning: the whole company, with less detail, by the workspace's clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.channel_digests import ChannelPlan, ChannelsPlan, with_less_detail
from domain.digests.digest import Digest
from domain.digests.written import facts_of
from domain.mornings import DueMorning, Morning, due_morning, morning_from, next_morning
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.ports import Book, Library
from domain.preferences import Preferences, WorkspaceRules
from domain.reader_runs import ReaderRun, RunOutcome
from domain.zones import zone_called


@dataclass(frozen=True, slots=True)
class DueChannel:
    """A channel, and the local day whose morning has come."""

    channel: str
    morning: DueMorning


@dataclass(frozen=True, slots=True)
class ChannelReaders:
    """What the words for a channel need of the book."""

    library: Library

    def names(self, channel: str) -> Mapping[str, str] | None:
        """Of members, by Slack id: where many read, nobody is called; None where the channel gets none any more."""
        with self.library.reading() as book:
            if channel not in book.wishes.rules().channel_digests.channels:
                return None
            return {member.slack_id: member.name for member in book.members.all()}


def due_channels(book: Book, job: str, *, now: datetime, zone: str) -> Sequence[DueChannel]:
    """Whose morning has come, and has not been looked after yet; `zone` is the workspace's."""
    rules = book.wishes.rules()
    channels = rules.channel_digests.channels
    due = due_morning(_morning(rules, zone), now=now) if channels else None
    if due is None:
        return ()
    taken = book.reader_runs.taken(job, [due.day])
    return [DueChannel(channel, due) for channel in channels if (channel, due.day) not in taken]


def tell_channel(book: Book, job: str, due: DueChannel, digest: Digest | None, *, now: datetime) -> int:
    """How many were recorded: none where somebody else was faster, it is too late (None), or there is no news."""
    channel, day = due.channel, due.morning.day
    outcome = RunOutcome.SKIPPED if digest is None else RunOutcome.NOTHING
    if not book.reader_runs.record(ReaderRun(job, channel, day, now, outcome)):
        return 0
    if digest is None or not digest.has_news:
        return 0
    about = f"{job}:{channel}:{day}"
    told = Announcement(AnnouncementKind.CHANNEL_DIGEST, channel, about, facts_of(with_less_detail(digest)), once=about)
    number = book.outbox.put(told, now=now)
    book.reader_runs.note(ReaderRun(job, channel, day, now, RunOutcome.TOLD, number))
    return 1


def channels_plan(book: Book, job: str, *, now: datetime, zone: str) -> ChannelsPlan:
    """When the next ones come, and what became of the last."""
    rules, arrived = book.wishes.rules(), book.reader_runs.last_arrived(job)
    found = []
    for channel in rules.channel_digests.channels:
        last = next(iter(book.reader_runs.latest(job, channel, limit=1)), None)
        found.append(ChannelPlan(channel, last, last is not None and last == arrived.get(channel)))
    morning = _morning(rules, zone)
    return ChannelsPlan(morning.zone.key, next_morning(morning, after=now), tuple(found))


def _morning(rules: WorkspaceRules, zone: str) -> Morning:
    return morning_from(Preferences(), rules, zone_called(None, zone))
