"""What a playbook says, as its readers read it."""

from __future__ import annotations

from typing import Any

import pytest
from playbook_book import DAY, GUIDE, LIVE, NOW, TODAY, WEI, PlaybookBook, playbook_book

from bot.blocks.kit import Message
from bot.blocks.task_list import tasks_answer
from bot.locale import Language, words_for
from bot.outbox import playbooks, tasks
from bot.outbox.wording import Wordings
from bot.services.tasks import Tasks
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.playbooks.run import Ending
from storage.library import SqlLibrary


@pytest.fixture
def book(sqlite_library: SqlLibrary) -> PlaybookBook:
    made = playbook_book(sqlite_library, LIVE, GUIDE)
    made.change(2, went_live_on=TODAY - 15 * DAY, first_value_on=TODAY)
    made.tick()
    made.tick(on=TODAY + DAY)
    return made


def worded(book: PlaybookBook, kind: AnnouncementKind, to: str, **facts: Any) -> Message | None:
    wordings = Wordings(book.library, clock=lambda: NOW, zone="UTC", language=Language.EN)
    playbooks.register(wordings, book.lists)
    tasks.register(wordings, Tasks(book.library, clock=lambda: NOW))
    said = wordings.said(Announcement(kind, to, "about", facts))
    assert said is None or isinstance(said, Message)
    return said


def test_a_message_names_its_playbook_its_account_and_what_to_do(book: PlaybookBook) -> None:
    said = worded(book, AnnouncementKind.PLAYBOOK, "U0MAX", run=1, position=2)

    assert said
    assert said.text.splitlines() == ["*Gone live* · *贝塔*", "Look again"]
    assert [each["text"]["text"] for each in said.blocks[-1]["elements"]] == ["Health", "New task", "Playbooks"]


def test_a_message_of_a_run_that_is_over_is_not_sent(book: PlaybookBook) -> None:
    with book.library.writing() as over:
        over.playbooks.end(1, Ending.STOPPED, at=NOW, by=None)

    assert worded(book, AnnouncementKind.PLAYBOOK, "U0MAX", run=1, position=2) is None


def test_a_task_says_where_it_comes_from_with_its_guide_in_the_readers_language(book: PlaybookBook) -> None:
    said = worded(book, AnnouncementKind.TASK, "U0WEI", task=1, notice="assigned", by="moorline")

    assert said
    assert said.text.splitlines() == [
        "来自剧本 *已上线*：",
        "*询问客户*",
        "2026年9月3日 到期（2 天后） · 贝塔",
        "• <https://wiki.example.com/ask|如何询问>",
    ]


def test_a_task_that_was_closed_with_its_playbook_says_why(book: PlaybookBook) -> None:
    book.change(2, status="churned", churned_on=TODAY)
    book.tick(on=TODAY + 2 * DAY)

    said = worded(book, AnnouncementKind.TASK, "U0WEI", task=1, notice="changed")

    assert said
    assert said.text.splitlines()[:2] == ["✓ 已关闭：剧本已结束，因客户已流失。", "*询问客户*"]
    with book.library.writing() as told:
        told.connection.exec_driver_sql("DELETE FROM task_comment")
    said = worded(book, AnnouncementKind.TASK, "U0WEI", task=1, notice="changed")
    assert said
    assert said.text.splitlines()[0] == "✓ 已随剧本关闭"


def test_a_list_tells_what_was_done_from_what_was_closed(book: PlaybookBook) -> None:
    book.change(2, status="churned", churned_on=TODAY)
    book.tick(on=TODAY + 2 * DAY)

    listed = Tasks(book.library, clock=lambda: NOW).listed(WEI, "done", today=TODAY)

    drawn = tasks_answer(listed, words_for(Language.EN), TODAY, command="/cs tasks")
    assert "✓ closed with its playbook · 贝塔 · from a playbook" in drawn.text
