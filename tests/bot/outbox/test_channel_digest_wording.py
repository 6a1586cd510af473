from __future__ import annotations

from datetime import timedelta

import pytest
from fakes import FakeLibrary
from outbox_words import NOW, worded

from bot.blocks.kit import Message
from domain.accounts import Money
from domain.alerts.policy import AlertKind, Severity
from domain.channel_digests import with_less_detail
from domain.digests.digest import Digest, LateFeed, RedSums, Totals
from domain.digests.items import Item, Reason
from domain.digests.written import facts_of
from domain.outbox.announcement import Announcement, AnnouncementKind, Fact
from domain.permissions import Member, Role
from domain.preferences import ChannelDigests, WorkspaceRules
from domain.records import RecordKind
from domain.renewals.renewal import ForecastCategory

USD = Money(120_000_00, "USD")
RED = Item(1, "Acme *&* Co", "U0DANA", USD, Reason.NEWLY_RED, 12, 45, 72, 48)
LEFT = Item(2, "Birch", "Robin Vale", None, Reason.PERSON_LEFT, 3, -2, person="Kim")
UNSURE = Item(3, "Cedar", None, None, Reason.RENEWAL_UNCOMMITTED, renewal_days=1, category=ForecastCategory.AT_RISK)
BARE = Item(4, "Dogwood", None, None, Reason.NOT_SCORED)
TOTALS = Totals(2, RedSums((USD,), (), (USD,)), (USD,), ())


def drawn(*items: Item, language: str | None = None, chosen: bool = True) -> Message | None:
    library = FakeLibrary()
    library.tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM)
    channels = ("C0TEAM",) if chosen else ()
    library.tables.rules = WorkspaceRules(channel_digests=ChannelDigests(channels, language))
    digest = Digest(NOW - timedelta(days=1), NOW, items, 3, TOTALS, (LateFeed(RecordKind.USAGE, 4),))
    facts = facts_of(with_less_detail(digest))
    return worded(library, Announcement(AnnouncementKind.CHANNEL_DIGEST, "C0TEAM", "digest:1", facts))


def said(*items: Item, language: str | None = None) -> list[str]:
    made = drawn(*items, language=language)
    assert made is not None
    return made.text.splitlines()


def test_a_rule_that_spoke_is_named_without_the_customers_words() -> None:
    facts: dict[str, Fact] = {"score": 3, "words": "we leave", "person": "Kim"}
    spoke = Item(5, "Elm", None, None, Reason.ALERT, alert=AlertKind.DETRACTOR, gravity=Severity.HIGH, facts=facts)

    assert said(spoke)[2:4] == ["*What changed*", "🔴 *Elm* — Bad answer in a survey"]


def test_a_channel_reads_account_arr_reason_owner_and_renewal() -> None:
    lines = said(RED, LEFT, UNSURE, BARE)

    assert lines[0] == "*The morning of the team: Sep 1, 2026*"
    assert lines[2:] == [
        "*What changed*",
        "🔴 *Acme ∗&amp;∗ Co* · $120K — turned red: 72 → 48",
        "Owner: Dana · renews in 45 days",
        "⚠️ *Birch* — a champion or buyer left",
        "Owner: Robin Vale",
        "⚪ *Dogwood* — not scored any more: too little is known",
        "*Renewals that are not safe yet*",
        "📅 *Cedar* — renews soon, and is not safe yet",
        "renews in 1 day",
        "and 3 more",
        "*2 accounts in all*",
        "ARR of red accounts: *$120,000* (yesterday –, a week ago $120,000)",
        "Due this quarter: $120,000, forecast so far: –",
        "⚠️ no new usage data for 4 days",
    ]


def test_nobody_is_called_and_only_reasons_can_be_opened() -> None:
    made = drawn(RED, LEFT)
    assert made is not None

    buttons = [block["accessory"] for block in made.blocks if "accessory" in block]

    assert "<@" not in str(made.blocks)
    assert [(button["text"]["text"], button["action_id"]) for button in buttons] == [
        ("Why?", "health.why:1"),
        ("Why?", "health.why:2"),
    ]
    assert [block for block in made.blocks if block["type"] == "actions"] == []


def test_what_was_not_to_be_told_is_not_in_the_book_of_messages_either() -> None:
    digest = with_less_detail(Digest(NOW, NOW, (LEFT, UNSURE), 0, None, ()))

    assert "Kim" not in str(facts_of(digest))
    assert "at_risk" not in str(facts_of(digest))


def test_it_speaks_the_language_that_was_chosen_for_channels() -> None:
    lines = said(RED, LEFT, language="zh_Hans")

    assert lines[0] == "*团队早间简报：2026年9月1日*"
    assert lines[2:7] == [
        "*变化*",
        "🔴 *Acme ∗&amp;∗ Co* · US$12万 — 转为红色：72 → 48",
        "负责人：Dana · 45 天后续约",
        "⚠️ *Birch* — 一位关键联系人已离开",
        "负责人：Robin Vale",
    ]


@pytest.mark.parametrize("chosen", [True, False])
def test_a_channel_that_was_taken_out_meanwhile_gets_none(*, chosen: bool) -> None:
    assert (drawn(RED, chosen=chosen) is not None) is chosen
