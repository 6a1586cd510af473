"""Requests, told: the card as the request stands when it is sent, and what became of it to whoever brought it in."""

from __future__ import annotations

from bot.blocks.kit import Message
from bot.blocks.request_card import news_message, receipt, receipt_for_all, triage_card
from bot.outbox.wording import Reader, Wordings
from bot.services.requests import Requests
from domain.feedback.states import RAISES, RequestAction
from domain.outbox.announcement import Announcement, AnnouncementKind


def register(wordings: Wordings, requests: Requests) -> None:
    def card(announcement: Announcement, reader: Reader) -> Message | None:
        look = requests.told(int(str(announcement.facts["request"])), today=reader.today)
        return triage_card(look, reader.words, reader.today) if look else None

    def news(announcement: Announcement, reader: Reader) -> Message | None:
        facts = announcement.facts
        look = requests.told(int(str(facts["request"])), today=reader.today)
        what = RequestAction(str(facts["what"]))
        if look is None:
            return None
        note = look.raised.note if what in RAISES and look.raised else str(facts["note"])
        brought_by = announcement.or_to or None
        return news_message(look, what, reader.words, by=str(facts["by"]), note=note, brought_by=brought_by)

    def taken_in(announcement: Announcement, reader: Reader) -> Message | None:
        facts = announcement.facts
        done = requests.receipt(int(str(facts["request"])), is_added=bool(facts["added"]))
        if done is None or reader.member:
            return receipt(done, reader.words) if done else None
        return receipt_for_all(done, reader.words, by=str(facts["by"]))

    wordings.register(AnnouncementKind.TRIAGE, card)
    wordings.register(AnnouncementKind.RECEIPT, taken_in)
    wordings.register(AnnouncementKind.REQUEST_NEWS, news)
