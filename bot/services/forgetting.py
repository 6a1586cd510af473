"""What a customer wrote is taken away again: when its message is deleted in Slack, or when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.announcing import announce
from bot.services.raised_words import forget_raised, raised_for
from bot.services.telling_life import draw_again
from domain.feedback.request import Source, Voice, about_request
from domain.outbox.announcement import PLACE, Fact
from domain.outbox.outgoing import OutboxState
from domain.outbox.ports import OutboxLine
from domain.ports import AuditEntry, Book, Library
from domain.tasks.notices import about_task, changed_notice
from domain.tasks.task import Task

FORGOTTEN = "requests.forgotten"
SLACK = "slack"
"""Who deleted the message is nobody's business here."""


@dataclass(frozen=True, slots=True)
class Forgettable:
    """What there is to forget of one voice; never the words themselves. `drafts` were kept of what was told.

    `raised`: how many people said in words that it is not solved for them, or asked again.
    """

    request: int
    by: str
    at: datetime
    has_quote: bool
    has_contact: bool
    has_workaround: bool
    drafts: int
    raised: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.has_quote or self.has_contact or self.has_workaround or self.drafts or self.raised)


@dataclass(frozen=True, slots=True)
class Forgetting:
    """`keeps`: a message that is deleted in Slack leaves its words here. `zone` is the workspace's."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    keeps: bool = False

    def message_deleted(self, source: Source) -> bool:
        """Whether somebody had brought it in. Its address leads nowhere from then on, whatever becomes of its words."""
        with self.library.reading() as book:
            if book.feedback.voice_from(source) is None:
                return False
        with self.library.writing() as book:
            voice = book.feedback.voice_from(source)
            if voice is None:
                return False
            gone = replace(voice, source=None)
            left = gone if self.keeps else replace(gone, quote="")
            how = "message deleted, quote kept" if self.keeps else "message deleted, quote removed"
            self._write(book, [(voice, left)], by=SLACK, how=how)
        return True

    def found_by_account(self, account: int) -> Sequence[Forgettable]:
        with self.library.reading() as book:
            return [_forgettable(book, voice, today=self.clock().date()) for voice in book.feedback.voices_of(account)]

    def found_by_message(self, source: Source) -> Sequence[Forgettable]:
        with self.library.reading() as book:
            voice = book.feedback.voice_from(source)
            return [_forgettable(book, voice, today=self.clock().date())] if voice else []

    def forget_account(self, account: int, *, by: str) -> int:
        """How many voices lost their words."""
        with self.library.writing() as book:
            return self._forget(book, book.feedback.voices_of(account), by)

    def forget_message(self, source: Source, *, by: str) -> int:
        with self.library.writing() as book:
            voice = book.feedback.voice_from(source)
            return self._forget(book, [voice] if voice else [], by)

    def _forget(self, book: Book, voices: Sequence[Voice], by: str) -> int:
        wanted = [voice for voice in voices if not _forgettable(book, voice, today=self.clock().date()).is_empty]
        now = self.clock()
        for voice in wanted:
            forget_raised(book, voice.request, raised_for(book, voice, today=now.date()), now=now)
        pairs = [(voice, replace(voice, quote="", contact="", workaround="")) for voice in wanted]
        self._write(book, pairs, by=by, how="words removed on request")
        return len(pairs)

    def _write(self, book: Book, pairs: Sequence[tuple[Voice, Voice]], *, by: str, how: str) -> None:
        """Drafts that quote them go too; every message that showed them is drawn again."""
        now = self.clock()
        for before, after in pairs:
            book.feedback.save_voice(after)
            book.audit.record(AuditEntry(now, by, FORGOTTEN, about_request(before.request), after=how))
            if before.quote != after.quote or before.contact != after.contact:
                self._drop_drafts(book, after, now)
        for request in dict.fromkeys(after.request for _, after in pairs):
            draw_again(book, request, now=now)

    def _drop_drafts(self, book: Book, voice: Voice, now: datetime) -> None:
        for telling in book.tellings.of_request(voice.request):
            if voice.id != telling.voice and (voice.account is None or voice.account != telling.account):
                continue
            book.tellings.save(replace(book.tellings.of_to_change(telling.id), words=""))
            if task := book.tasks.of(telling.task):
                self._draw_everywhere(book, task, now)

    def _draw_everywhere(self, book: Book, task: Task, now: datetime) -> None:
        """Whoever was told of a task three times has the words three times."""
        lines = book.outbox.said_about(about_task(task.id))
        places = dict.fromkeys((line.announcement.to, line.posted) for line in lines if _may_show(line))
        for to, posted in places:
            notice = changed_notice(task, to=to)
            place: dict[str, Fact] = {PLACE: [posted.channel, posted.ts]} if posted else {}
            announce(book, replace(notice, facts={**notice.facts, **place}), now=now, zone=self.zone)


def _may_show(line: OutboxLine) -> bool:
    """What is on its way was worded a moment ago, and is drawn again once it is there."""
    return line.posted is not None or line.state is OutboxState.SENDING


def _forgettable(book: Book, voice: Voice, *, today: date) -> Forgettable:
    tellings = [
        each
        for each in book.tellings.of_request(voice.request)
        if each.words and (each.voice == voice.id or (each.account is not None and each.account == voice.account))
    ]
    return Forgettable(
        voice.request,
        voice.by,
        voice.at,
        has_quote=bool(voice.quote),
        has_contact=bool(voice.contact),
        has_workaround=bool(voice.workaround),
        drafts=len(tellings),
        raised=len(raised_for(book, voice, today=today)),
    )
