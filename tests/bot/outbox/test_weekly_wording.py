from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import FakeLibrary
from outbox_words import said_of
from week_samples import RATES, TODAY, WEEKLY

from bot.blocks.kit import Message
from bot.locale import Language
from bot.outbox.wording import Illustrated
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import Member, Role
from domain.revenue.periods import last_quarter
from domain.weekly.week import Weekly, lost_lately, quarter_due, team_week
from domain.weekly.written import weekly_facts

BARE = replace(
    WEEKLY,
    due=quarter_due([], RATES),
    now=replace(WEEKLY.now, kept=None),
    before=replace(WEEKLY.before, kept=None, is_reported=False),
    lost=lost_lately([], RATES, today=TODAY),
    team=team_week([], {}, {}),
)


def illustrated(weekly: Weekly = WEEKLY, *, language: Language = Language.EN, role: Role = Role.MANAGER) -> Illustrated:
    library = FakeLibrary()
    library.tables.members["U0MO"] = Member("U0MO", "Mo", role, language=language.value, zone="UTC")
    announcement = Announcement(AnnouncementKind.WEEKLY, "U0MO", "weekly:1", weekly_facts(weekly))
    made = said_of(library, announcement)
    assert isinstance(made, Illustrated)
    return made


def message(weekly: Weekly = WEEKLY, *, language: Language = Language.EN, picture: str | None = "F0WEEK") -> Message:
    return illustrated(weekly, language=language).around(picture)


def test_everything_that_the_picture_shows_stands_in_words() -> None:
    lines = message().text.splitlines()

    assert lines[0] == "*Your team's week: Nov 23, 2026 – Nov 29, 2026*"
    assert lines[1].startswith("42 accounts · as of <!date^")
    assert lines[2:] == [
        "*Renewals due in Q4 2026, by forecast*",
        "• Commit: *$610,000* · 5 renewals",
        "• Probable: *$240,000 + £30,000* · 3 renewals",
        "• Best case: *$60,000* · 1 renewal",
        "• At risk: *$185,000* · 2 renewals",
        "• Expected loss: *$40,000* · 1 renewal",
        "• No forecast yet: *$95,000* · 2 renewals",
        "• Closed: *$312,000*, contracted at $300,000 · 4 renewals",
        "1 of them is in no sum: its amount is not known.",
        "*Retention*",
        "• Q4 2026 to date, day 60 of 92: GRR *96.3%* · NRR *101.3%* · 38 accounts · without GBP (no rate stated)",
        "• Q3 2026, as it was reported: GRR *94.5%* · NRR *98.3%* · 37 accounts",
        "*Churn by reason, last 90 days (Sep 2, 2026 – Nov 30, 2026)*",
        "• Price: *$95,000* · 2 records",
        "• Champion left: *$60,000* · 1 record",
        "• Value never reached: *$38,000 + £4,000* · 2 records",
        "• Another reason: *–* · 1 record",
        "All: *$193,000 + £4,000* · 6 records",
        "1 record is in no sum: its amount is not known.",
        "*Your team in that week*",
        "• <@U0WEI> (14 accounts): 6 two-way touchpoints · 4 tasks done · *3 tasks overdue*",
        "• <@U0DANA> (16 accounts): 11 two-way touchpoints · 7 tasks done · *1 task overdue*",
        "• <@U0LEE> (12 accounts): 0 two-way touchpoints · 0 tasks done · 0 tasks overdue",
        "and 2 colleagues more",
        "All: 21 two-way touchpoints · 13 tasks done · *4 tasks overdue*",
    ]


def test_the_picture_stands_below_its_title_with_what_it_is() -> None:
    blocks = message().blocks

    assert [block["type"] for block in blocks[:4]] == ["header", "context", "image", "section"]
    assert blocks[2]["slack_file"] == {"id": "F0WEEK"}
    assert blocks[2]["alt_text"] == (
        "Three charts of the figures below: renewals due this quarter by forecast, gross and net retention of this "
        "quarter beside the last, and churn by reason."
    )


def test_without_its_picture_it_says_so_and_what_it_would_show() -> None:
    made = message(picture=None)

    assert "image" not in [block["type"] for block in made.blocks]
    assert made.text.splitlines()[2] == (
        "⚠️ The picture could not be brought to Slack. It would show what stands here in words: renewals by forecast, "
        "retention, and churn by reason."
    )
    assert made.text.splitlines()[3:] == message().text.splitlines()[2:]


def test_where_there_is_nothing_it_says_so() -> None:
    assert message(BARE).text.splitlines()[2:] == [
        "*Renewals due in Q4 2026, by forecast*",
        "Nothing is due.",
        "*Retention*",
        "• Q4 2026 to date, day 60 of 92: no account had ARR on the first day, so there is no rate",
        "• Q3 2026: no account had ARR on the first day, so there is no rate",
        "*Churn by reason, last 90 days (Sep 2, 2026 – Nov 30, 2026)*",
        "Nothing was recorded as lost.",
        "*Your team in that week*",
        "All: 0 two-way touchpoints · 0 tasks done · 0 tasks overdue",
    ]


@pytest.mark.parametrize(
    ("role", "values"),
    [
        pytest.param(Role.MANAGER, ["retention team", "churn team"], id="a manager: the team"),
        pytest.param(Role.DIRECTOR, ["retention all", "churn all"], id="a director: all"),
    ],
)
def test_its_buttons_ask_for_the_same_books(role: Role, values: list[str]) -> None:
    *_, row = illustrated(role=role).around(None).blocks

    assert [button["value"] for button in row["elements"] if button.get("value")] == values


def test_its_picture_has_a_name_and_a_title() -> None:
    made = illustrated()

    assert (made.name, made.draw().title) == ("week.png", "Your team's week: Nov 23, 2026 – Nov 29, 2026")


def test_it_speaks_chinese() -> None:
    lines = message(language=Language.ZH_HANS).text.splitlines()

    assert lines[0] == "*团队周报：2026年11月23日 至 2026年11月29日*"
    assert lines[2:4] == ["*2026 年第 4 季度到期的续约（按预测类别）*", "• 承诺：*US$610,000* · 5 个续约"]
    assert lines[-1] == "合计：21 次双向沟通 · 完成 13 个任务 · *4 个任务逾期*"
    assert last_quarter(TODAY).text == "2026-Q3"
