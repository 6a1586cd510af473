"""Requests, told: the card as the request stands when it is sent, what happened below it, and news for who follows."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Message, message
from bot.blocks.request_card import moved_card, triage_card
from bot.blocks.request_news import news_message
from bot.blocks.request_receipts import receipt, receipt_for_all
from bot.blocks.request_talk import answer_button, unfollow_button
from bot.blocks.request_thread import TALKED, Told, talk_news, thread_reply
from bot.blocks.tracker_news import tracker_news
from bot.blocks.triage_queue import decisions_due
from bot.outbox.wording import Reader, Wordings
from bot.services.requests import Requests
from bot.services.triage_queue import TriageQueues
from domain.feedback.answer import RequestLook
from domain.feedback.request import RequestState
from domain.feedback.states import RAISES, RequestAction
from domain.outbox.announcement import FORGOTTEN, Announcement, AnnouncementKind, Manner


def register(wordings: Wordings, requests: Requests) -> None:
    words = RequestWords(requests)
    wordings.register(AnnouncementKind.TRIAGE, words.card)
    wordings.register(AnnouncementKind.RECEIPT, words.taken_in)
    wordings.register(AnnouncementKind.TRACKER_NEWS, _tracker_news)
    wordings.register(AnnouncementKind.REQUEST_NEWS, words.news)


def register_reminders(wordings: Wordings, queues: TriageQueues) -> None:
    def due(announcement: Announcement, reader: Reader) -> Message | None:
        """What was decided since the morning is left out; nothing is said where that is all."""
        late = queues.late_of(announcement.to)
        return decisions_due(late, reader.words) if late else None

    wordings.register(AnnouncementKind.DECISIONS_DUE, due)


@dataclass(frozen=True, slots=True)
class RequestWords:
    requests: Requests

    def card(self, announcement: Announcement, reader: Reader) -> Message | None:
        look = self._look(announcement, reader)
        if look is None:
            return None
        if "what" in announcement.facts:
            who = str(announcement.facts["name"])
            return thread_reply(look, self._told(look, announcement, reader, who), reader.words)
        if look.area.channel == announcement.to:
            return triage_card(look, reader.words, reader.today)
        return moved_card(look, reader.words) if announcement.manner is Manner.EDIT else None

    def news(self, announcement: Announcement, reader: Reader) -> Message | None:
        look = self._look(announcement, reader)
        if look is None:
            return None
        by, to = str(announcement.facts["by"]), announcement.or_to or reader.to
        told = self._told(look, announcement, reader, mentioned(by))
        if told.what in TALKED:
            said = talk_news(look, told, reader.words)
        else:
            in_thread = bool(announcement.or_to)
            said = news_message(look, told.what, reader.words, by=by, note=told.note, to=to, in_thread=in_thread)
        return _with_ways(said, look, told.what, reader, to)

    def taken_in(self, announcement: Announcement, reader: Reader) -> Message | None:
        facts = announcement.facts
        by = str(facts["by"])
        done = self.requests.receipt(int(str(facts["request"])), by=by, is_added=bool(facts["added"]))
        if done is None or reader.member:
            return receipt(done, reader.words) if done else None
        return receipt_for_all(done, reader.words, by=by)

    def _look(self, announcement: Announcement, reader: Reader) -> RequestLook | None:
        return self.requests.told(int(str(announcement.facts["request"])), today=reader.today)

    def _told(self, look: RequestLook, announcement: Announcement, reader: Reader, who: str) -> Told:
        """What was said after a decision is read from the request: taken away there, it is taken away everywhere."""
        facts = announcement.facts
        what = RequestAction(str(facts["what"]))
        raised = look.raised if what in RAISES and not facts.get(FORGOTTEN) else None
        other = self.requests.told(int(str(facts["other"])), today=reader.today) if "other" in facts else None
        return Told(
            what,
            who,
            raised.note if raised else str(facts["note"]),
            other.request if other else None,
            goes=bool(facts.get("goes")),
        )


def _with_ways(said: Message, look: RequestLook, what: RequestAction, reader: Reader, to: str) -> Message:
    """A question can be answered where it is read; who chose to hear the news can stop them there, out of a thread."""
    if what is RequestAction.ASK and look.request.state is RequestState.NEEDS_DETAIL:
        return message([*said.blocks, answer_button(look.request, reader.words)])
    is_theirs = any(voice.by == to for voice in look.voices)
    if is_theirs or to != reader.to or what in _NOT_STOPPED:
        return said
    return message([*said.blocks, unfollow_button(look.request, reader.words)])


_NOT_STOPPED = frozenset({RequestAction.ANSWER, RequestAction.MERGE, RequestAction.UNMERGE, *RAISES})
"""Who waits for an answer need not follow; what was merged is followed as what it is in."""


def _tracker_news(announcement: Announcement, reader: Reader) -> Message:
    said = {name: str(announcement.facts[name]) for name in ("what", "state", "tracker", "issue", "to")}
    return tracker_news(reader.words, **said)
