"""Requests, told: the card as the request stands when it is sent, and what became of it to whoever brought it in."""

from __future__ import annotations

from bot.blocks.kit import Message
from bot.blocks.request_card import news_message, triage_card
from bot.blocks.tracker_news import tracker_news
from bot.outbox.wording import Reader, Wordings
from bot.services.requests import Requests
from domain.feedback.states import RequestAction
from domain.outbox.announcement import Announcement, AnnouncementKind


def register(wordings: Wordings, requests: Requests) -> None:
    def card(announcement: Announcement, reader: Reader) -> Message | None:
        look = requests.told(int(str(announcement.facts["request"])), today=reader.today)
        return triage_card(look, reader.words, reader.today) if look else None

    def news(announcement: Announcement, reader: Reader) -> Message | None:
        facts = announcement.facts
        look = requests.told(int(str(facts["request"])), today=reader.today)
        what = RequestAction(str(facts["what"]))
        return news_message(look, what, reader.words, by=str(facts["by"]), note=str(facts["note"])) if look else None

    wordings.register(AnnouncementKind.TRIAGE, card)
    wordings.register(AnnouncementKind.TRACKER_NEWS, _tracker_news)
    wordings.register(AnnouncementKind.REQUEST_NEWS, news)


def _tracker_news(announcement: Announcement, reader: Reader) -> Message:
    said = {name: str(announcement.facts[name]) for name in ("what", "state", "tracker", "issue", "to")}
    return tracker_news(reader.words, **said)
