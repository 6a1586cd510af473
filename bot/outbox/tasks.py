"""Tasks, told: drawn as they stand when it is sent, not when it was decided."""

from __future__ import annotations

from bot.blocks.kit import Message
from bot.blocks.task_notice import task_notice
from bot.outbox.wording import Reader, Wordings
from bot.services.tasks import Tasks
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.tasks.notices import TaskNotice
from domain.tasks.task import Task


def register(wordings: Wordings, tasks: Tasks) -> None:
    def said(announcement: Announcement, reader: Reader) -> Message | None:
        look = tasks.told(int(str(announcement.facts["task"])))
        what = TaskNotice(str(announcement.facts["notice"]))
        if look is None or (what is not TaskNotice.CHANGED and not _is_still_theirs(look.task, reader)):
            return None
        by = announcement.facts.get("by")
        return task_notice(look, what, reader.words, reader.today, reader=reader.to, by=str(by) if by else None)

    wordings.register(AnnouncementKind.TASK, said)


def _is_still_theirs(task: Task, reader: Reader) -> bool:
    """Who was faster than the message needs none."""
    return task.is_open and task.assignee == reader.to
