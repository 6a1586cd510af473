"""The words of touchpoints: kinds, who spoke, how they sounded, what it was about."""

from __future__ import annotations

from datetime import datetime

from bot.blocks.health_words import mentioned
from bot.blocks.kit import date_token
from bot.locale import Words, marked
from domain.accounts import TouchpointDirection, TouchpointKind
from domain.touchpoints.touchpoint import Sentiment, Touchpoint, TouchReason

KIND_WORDS = {
    TouchpointKind.CALL: marked("Call"),
    TouchpointKind.MEETING: marked("Meeting"),
    TouchpointKind.EMAIL: marked("E-mail"),
    TouchpointKind.SLACK: marked("Slack"),
    TouchpointKind.ON_SITE: marked("On site"),
    TouchpointKind.BUSINESS_REVIEW: marked("Business review"),
    TouchpointKind.TRAINING: marked("Training"),
    TouchpointKind.OTHER: marked("Other contact"),
}
DIRECTION_CHOICES = {
    TouchpointDirection.TWO_WAY: marked("We spoke with each other"),
    TouchpointDirection.OUTBOUND: marked("Only we spoke, no answer yet"),
    TouchpointDirection.INBOUND: marked("Only they spoke"),
}
DIRECTION_WORDS = {
    TouchpointDirection.TWO_WAY: marked("⇄ two-way"),
    TouchpointDirection.OUTBOUND: marked("→ only us"),
    TouchpointDirection.INBOUND: marked("← only them"),
}
SENTIMENT_WORDS = {
    Sentiment.POSITIVE: marked("☺ Positive"),
    Sentiment.NEUTRAL: marked("😐 Neutral"),
    Sentiment.NEGATIVE: marked("☹ Negative"),
}
REASON_WORDS = {
    TouchReason.CHECK_IN: marked("Regular check-in"),
    TouchReason.ONBOARDING: marked("Onboarding"),
    TouchReason.ADOPTION: marked("Adoption and how-to"),
    TouchReason.VALUE: marked("Value and outcomes"),
    TouchReason.PROBLEM: marked("A problem or ticket"),
    TouchReason.RISK: marked("Risk or escalation"),
    TouchReason.PEOPLE: marked("People who come or go"),
    TouchReason.RENEWAL: marked("Renewal and contract"),
    TouchReason.EXPANSION: marked("Expansion"),
    TouchReason.FEEDBACK: marked("Product feedback"),
}


def way_words(touchpoint: Touchpoint, words: Words) -> str:
    """Which way it went; a machine's mail is no conversation, and says that it is a machine's."""
    if touchpoint.automatic:
        way = TouchpointDirection.TWO_WAY if touchpoint.is_two_way else TouchpointDirection.OUTBOUND
        return words.text("%(way)s, ⚙ automatic", way=words.text(DIRECTION_WORDS[way]))
    return words.text(DIRECTION_WORDS[touchpoint.direction])


def author_words(touchpoint: Touchpoint, words: Words) -> str:
    return mentioned(touchpoint.author) if touchpoint.author else words.text("nobody named")


def instant_words(at: datetime, words: Words) -> str:
    """Written by Slack in the reader's own zone."""
    return date_token(at, words.text("{date_short_pretty} at {time}"), words.instant(at, "UTC"))
