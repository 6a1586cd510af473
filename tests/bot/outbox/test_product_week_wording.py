from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from fakes import FakeLibrary
from outbox_words import NOW, worded

from bot.locale import Language
from domain.accounts import Money
from domain.feedback.request import RequestState
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.product_weeks.week import Lines, Mover, ProductWeek, RequestLine
from domain.product_weeks.written import product_week_facts

LINE = RequestLine(12, "Export *now*", RequestState.NEW, "Reports", 18.5, 3, 90_000_00, 30_000_00, 7_000_00, 1, 9)
PLAIN = RequestLine(7, "SSO", RequestState.PLANNED, "Reports", 1.0, 1, 0, 0, 0, 0, 2, "U0PRIYA")
WEEK = ProductWeek(
    NOW - timedelta(days=7),
    NOW,
    "USD",
    ("Reports", "Access"),
    34,
    12,
    (Money(90_000_00, "USD"), Money(7_00, "CHF")),
    Lines((LINE,), 3),
    Lines((PLAIN,), 1),
    Lines(),
    Lines((LINE,), 1),
    (Mover(LINE, 12.0), Mover(PLAIN, 3.0)),
    (LINE,),
    {},
)


def said(week: ProductWeek = WEEK, language: Language = Language.EN) -> list[str]:
    announcement = Announcement(AnnouncementKind.PRODUCT_WEEK, "U0PRIYA", "product:1", product_week_facts(week))
    message = worded(FakeLibrary(), announcement, language=language)
    assert message is not None
    return message.text.splitlines()


def test_a_week_of_requests_says_what_happened() -> None:
    lines = said()

    weighs = "3 accounts · $90K ARR · $30K renews within 90 days · $7K red · ⛔ blocks 1 renewal · weight 18.5"
    assert lines[:2] == ["*Your week of requests*", "34 open · 12 accounts · $90,000 + CHF\xa07 ARR"]
    assert lines[2].startswith("Reports, Access · since Aug 25, 2026 · as of ")
    assert lines[3:] == [
        "*3 new*",
        f"• 💡 *#12* Export ∗now∗ · {weighs}",
        "and 2 more",
        "*1 decided*",
        "• 📅 *#7* SSO · planned, by <@U0PRIYA> · 1 account · weight 1",
        "*⏳ 1 is late for a first decision*",
        f"• 💡 *#12* Export ∗now∗ · waits for 9 days · {weighs}",
        "*Weigh otherwise than last time*",
        "• ▲ *#12* Export ∗now∗: 12 → *18.5*",
        "• ▼ *#7* SSO: 3 → *1*",
        "*The weightiest now*",
        f"• 💡 *#12* Export ∗now∗ · {weighs}",
    ]


def test_a_week_without_news_says_so_where_it_was_asked_for() -> None:
    nothing = Lines()
    quiet = replace(WEEK, areas=(), arr=(), new=nothing, decided=nothing, late=nothing, movers=(), top=())

    lines = said(quiet)

    assert lines[1] == "34 open · 12 accounts"
    assert lines[2].startswith("all product areas · since")
    assert lines[3:] == ["Nothing else happened, so this would not have been sent by itself."]


def test_it_is_said_in_chinese() -> None:
    lines = said(language=Language.ZH_HANS)

    assert lines[0] == "*你的需求周报*"
    assert "*⏳ 1 条逾期未作首次决定*" in lines
