"""What a playbook says, as its readers read it."""

from __future__ import annotations

from typing import Any

import pytest
from playbook_book import DAY, GUIDE, LIVE, NOW, TODAY, PlaybookBook, playbook_book

from bot.blocks.kit import Message
from bot.locale import Language
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
