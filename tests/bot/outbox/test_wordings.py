from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fakes import FakeLibrary
from outbox_words import NOW, worded
from task_samples import task

from bot.locale import Language
from bot.outbox.wording import Wordings
from domain.accounts import Account
from domain.outbox.announcement import Announcement, AnnouncementKind, Fact
from domain.permissions import Member, Role
from domain.tasks.notices import assigned_notice, changed_notice
from domain.tasks.task import Priority, Task

LIN = Member("U0LIN", "Lin", Role.CSM, locale="zh-CN", zone="Asia/Shanghai")


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    library.tables.accounts[1] = Account(1, "Harbour & Co")
    library.tables.members["U0LIN"] = LIN
    return library


def put(library: FakeLibrary, **said: Any) -> Task:
    with library.writing() as book:
        return book.tasks.add(task(**({"assignee": "U0DANA", "due_on": date(2026, 9, 1)} | said)))


def announced(library: FakeLibrary, made: Task, notice: str, *, to: str | None = None) -> str | None:
    facts: dict[str, Fact] = {"task": made.id, "notice": notice, "by": "U0BOSS"}
    said = worded(library, Announcement(AnnouncementKind.TASK, to or made.assignee, "task:1", facts))
    return said.text if said else None


@pytest.mark.parametrize(
    ("notice", "text"),
    [
        pytest.param(
            "assigned", "<@U0BOSS> gave you a task:\n*Send the offer*\ndue today · Harbour &amp; Co", id="given"
        ),
        pytest.param("due", "This is due today:\n*Send the offer*\ndue today · Harbour &amp; Co", id="due"),
        pytest.param("changed", "*Send the offer*\ndue today · Harbour &amp; Co", id="drawn again"),
    ],
)
def test_a_task_is_told(library: FakeLibrary, notice: str, text: str) -> None:
    assert announced(library, put(library), notice) == text


def test_a_late_task_without_an_account_says_how_urgent_it_is(library: FakeLibrary) -> None:
    made = put(library, account=None, priority=Priority.HIGH, due_on=date(2026, 8, 30))

    assert announced(library, made, "overdue") == ("This is late:\n*Send the offer*\n🔴 2 days overdue · priority high")


def test_who_was_faster_than_the_message_is_told_nothing(library: FakeLibrary) -> None:
    done = put(library, done_at=NOW, done_by="U0DANA")
    given_on = put(library)

    assert announced(library, done, "due") is None
    assert announced(library, given_on, "due", to="U0OTHER") is None


def test_what_was_told_shows_what_became_of_it(library: FakeLibrary) -> None:
    done = put(library, done_at=NOW, done_by="U0LIN", account=None)
    given_on = put(library, account=None)

    assert announced(library, done, "changed") == "✓ done by <@U0LIN>\n*Send the offer*"
    assert announced(library, given_on, "changed", to="U0OTHER") == (
        "*Send the offer*\ndue today\nIt is <@U0DANA>'s now."
    )


def test_a_task_that_is_gone_is_not_told_of(library: FakeLibrary) -> None:
    assert worded(library, changed_notice(task(id=99), to="U0LIN")) is None


def test_each_reads_in_their_own_language_on_their_own_day(library: FakeLibrary) -> None:
    made = put(library, assignee="U0LIN", by="U0BOSS", account=None)
    notice = assigned_notice(made, by="U0BOSS")
    assert notice is not None

    said = worded(library, notice)

    assert said is not None
    assert said.text == "<@U0BOSS> 给你分配了一项任务：\n*Send the offer*\n今天到期"


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        pytest.param(
            {"what": "parked", "to": "C0GONE", "reason": "is_archived"},
            "⚠️ A message to <#C0GONE> could not be delivered: that channel is archived. "
            "`moorline outbox` lists it, and tries it again.",
            id="a message that was given up",
        ),
        pytest.param(
            {"what": "parked", "to": "U0GONE", "reason": "odd_code"},
            "⚠️ A message to <@U0GONE> could not be delivered: Slack refused it (odd＿code). "
            "`moorline outbox` lists it, and tries it again.",
            id="for a reason nobody foresaw",
        ),
        pytest.param(
            {"what": "withheld", "to": "C0TEAM", "reason": "guests"},
            "⚠️ <#C0TEAM> gets no digest any more: guests read there. Take it out of the settings, or choose a channel "
            "without guests.",
            id="guests joined a channel",
        ),
        pytest.param(
            {"what": "withheld", "to": "C0TEAM", "reason": "outsiders"},
            "⚠️ <#C0TEAM> gets no digest any more: people from outside the company read there, or are invited to. Take "
            "it out of the settings, or choose a channel of your own company.",
            id="another company joined a channel",
        ),
        pytest.param(
            {"what": "withheld", "to": "C0TEAM", "reason": "unknown"},
            "⚠️ <#C0TEAM> gets no digest: I could not find out who reads there. Take it out of the settings, or choose "
            "a smaller channel.",
            id="too many read a channel",
        ),
        pytest.param(
            {"what": "job", "job": "scoring", "reason": "OSError"},
            "⚠️ The job `scoring` failed: OSError. It is tried again; `moorline jobs` shows how it goes.",
            id="a job",
        ),
        pytest.param(
            {"what": "accounts", "job": "playbooks", "reason": "KeyError", "account": "Acme", "more": 0},
            "⚠️ Playbooks of *Acme* could not go on: KeyError. All others went on, and this is tried again every few "
            "minutes; `moorline jobs` shows how it goes.",
            id="one account whose playbooks are held up",
        ),
        pytest.param(
            {"what": "accounts", "job": "playbooks", "reason": "KeyError", "account": "Acme", "more": 2},
            "⚠️ Playbooks of *Acme* and 2 more accounts could not go on: KeyError. All others went on, and this is "
            "tried again every few minutes; `moorline jobs` shows how it goes.",
            id="several of them",
        ),
    ],
)
def test_admins_are_told_of_trouble(library: FakeLibrary, facts: dict[str, Any], text: str) -> None:
    said = worded(library, Announcement(AnnouncementKind.TROUBLE, "U0ADMIN", "outbox:1", facts))

    assert said is not None
    assert said.text == text.replace("odd＿code", "odd_code")


def test_a_trial_is_said_in_the_language_of_the_workspace(library: FakeLibrary) -> None:
    said = worded(library, Announcement(AnnouncementKind.TEST, "C0", "test"), language=Language.ZH_HANS)

    assert said is not None
    assert said.text == "这是一条测试消息：Moorline 的消息会发送到这里。"


def test_a_kind_has_its_words_once(library: FakeLibrary) -> None:
    wordings = Wordings(library, clock=lambda: NOW, zone="UTC", language=Language.EN)
    wordings.register(AnnouncementKind.TEST, lambda *_: None)

    with pytest.raises(ValueError, match="has its words already"):
        wordings.register(AnnouncementKind.TEST, lambda *_: None)
