"""Alerts, told: drawn as they stand when it is sent, and below it what happened since."""

from __future__ import annotations

from bot.blocks.alert import alert_message, alert_reply
from bot.blocks.kit import Message
from bot.outbox.wording import Reader, Wordings
from bot.services.alerts import Alerts
from domain.alerts.alert import StepKind
from domain.outbox.announcement import Announcement, AnnouncementKind, Manner


def register(wordings: Wordings, alerts: Alerts) -> None:
    def said(announcement: Announcement, reader: Reader) -> Message | None:
        look = alerts.told(int(str(announcement.facts["alert"])))
        if look is None:
            return None
        if announcement.manner is not Manner.EDIT and look.alert.is_over:
            return None
        if announcement.manner is Manner.REPLY:
            return alert_reply(look, StepKind(str(announcement.facts["what"])), reader.words)
        return alert_message(look, reader.words, reader.today, reader=reader.to)

    wordings.register(AnnouncementKind.ALERT, said)
