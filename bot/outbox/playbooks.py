"""Messages of playbooks, worded when they are sent: a run that is over meanwhile says nothing more."""

from __future__ import annotations

from bot.blocks.kit import Message
from bot.blocks.playbook_notice import playbook_notice
from bot.outbox.wording import Reader, Wordings
from bot.services.playbook_lists import PlaybookLists
from domain.outbox.announcement import Announcement, AnnouncementKind


def register(wordings: Wordings, lists: PlaybookLists) -> None:
    def said(announcement: Announcement, reader: Reader) -> Message | None:
        facts = announcement.facts
        told = lists.told(int(str(facts["run"])), int(str(facts["position"])), today=reader.today)
        if told is None:
            return None
        run, step, playbook = told
        return playbook_notice(playbook, step, account=run.account, name=run.account_name, words=reader.words)

    wordings.register(AnnouncementKind.PLAYBOOK, said)
