"""The card of a request, and the news of it, as their readers see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from health_book import STANDING
from outbox_words import NOW, worded
from renewal_samples import renewal

from bot.blocks.kit import Message
from bot.blocks.request_card import triage_card
from bot.blocks.request_receipts import receipt
from bot.blocks.request_words import demand_words, formula_words
from bot.locale import Language, words_for
from domain.accounts import Account, Money
from domain.feedback.answer import RequestLook, Submitted
from domain.feedback.likeness import Likeness, WordedRequest
from domain.feedback.priority import SHIPPED_PRIORITY, VoiceNow, demand_of, priority_of
from domain.feedback.request import Asker, DeclineReason, Importance, ProductArea, Request, RequestState, Source, Voice
from domain.feedback.states import RequestAction
from domain.money import alone
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import Member, Role

TODAY = NOW.date()
HEARD = "You hear what becomes of it; `/cs requests mine` lists yours."
AREA = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA")
REQUEST = Request(1, "Export <!here> *now*", "They copy by hand", 1, "U0DANA", NOW)
VOICE = Voice(1, 1, Asker.ACCOUNT, "U0DANA", NOW, Importance.MUST, 1, quote="<!channel> *please*", blocks_renewal=True)


def drawn(kind: AnnouncementKind, *voices: Voice, facts: dict[str, Any] | None = None, **said: Any) -> Message | None:
    library = FakeLibrary()
    tables = library.tables
    tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM, zone="UTC")
    tables.accounts[1] = Account(1, "Acme *&* Co", owner="U0DANA")
    tables.standings[1] = replace(STANDING, arr=(Money(120_000_00, "USD"),))
    tables.renewals[7] = renewal(1, id=7, due_on=TODAY + timedelta(days=45))
    tables.areas[1] = AREA
    tables.requests[1] = replace(REQUEST, **said)
    tables.voices += voices or (VOICE,)
    to = "C0REPORTS" if kind is AnnouncementKind.TRIAGE else "U0DANA"
    return worded(library, Announcement(kind, to, "request:1", {"request": 1} | (facts or {})))


def lines(*voices: Voice, **said: Any) -> list[str]:
    made = drawn(AnnouncementKind.TRIAGE, *voices, **said)
    assert made is not None
    return made.text.splitlines()


def buttons(**said: Any) -> list[str]:
    made = drawn(AnnouncementKind.TRIAGE, **said)
    assert made is not None
    rows = [block for block in made.blocks if block["type"] == "actions"]
    return [
        *(each["text"]["text"] for row in rows for each in row["elements"] if each["type"] == "button"),
        *(each["text"]["text"] for row in rows for menu in row["elements"] for each in menu.get("options", ())),
    ]


def test_a_card_says_what_is_asked_by_whom_and_how_much_it_weighs() -> None:
    assert lines() == [
        "*#1* Export &lt;!here&gt; ∗now∗",
        "💡 new · nobody decides on it yet · brought by <@U0DANA>, Sep 1, 2026",
        "They copy by hand",
        "> &lt;!channel&gt; ∗please∗",
        "• 🟡 *Acme ∗&amp;∗ Co* · $120K · renews in 45 days · must have · ⛔ blocks the renewal",
        "1 account · $120K ARR · $120K renews within 90 days · blocks 1 renewal",
        (
            "Weight: *54* = accounts 1 + ARR 12 + due within 90 days 24 + due within 180 days 12 + must have 2 + "
            "blocks a renewal 3"
        ),
    ]


def test_a_quote_leads_to_its_message_and_is_cut_only_there() -> None:
    where = replace(VOICE, quote="long " * 300, source=Source("C1", "17.5", "https://x.test/p1|&2"))
    nowhere = replace(where, source=None)

    [cut, link] = lines(where, problem="")[2:4]
    assert (len(cut), cut[-1]) == (702, "…")
    assert link == "<https://x.test/p1%7C&amp;2|the message>"
    assert len(lines(nowhere, problem="")[2]) > 1400


def test_prospects_and_colleagues_are_named_as_what_they_are() -> None:
    lead = replace(VOICE, asker=Asker.PROSPECT, account=None, name="Lead *&* Co", quote="", blocks_renewal=False)
    ours = replace(lead, asker=Asker.INTERNAL, name="", importance=Importance.NICE)
    said = lines(lead, ours, problem="")

    assert said[2:] == [
        "• prospect *Lead ∗&amp;∗ Co* · must have",
        "• one of us · nice to have",
        "0 accounts · 1 prospect",
        "Weight: *0.5* = prospects 0.5",
    ]


def test_many_voices_are_counted() -> None:
    ours = replace(VOICE, asker=Asker.INTERNAL, account=None, quote="")

    assert "and 2 more" in lines(*[ours] * 10)
    assert lines(*[ours] * 10)[-1] == "Weight: 0"


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        pytest.param(
            {},
            [
                *("Take it", "Accept…", "Decline…", "Ask for detail…"),
                *("Merge…", "Snooze…", "Move…", "Comment…", "More…"),
            ],
            id="new",
        ),
        pytest.param(
            {"owner": "U0PRIYA", "state": RequestState.PLANNED},
            [
                *("In progress", "Shipped…", "Accept…", "Decline…"),
                *("Merge…", "Move…", "Comment…", "Withdraw…", "Follow"),
            ],
            id="planned",
        ),
        pytest.param({"state": RequestState.SHIPPED}, ["Open again", "Comment…", "Follow"], id="shipped"),
        pytest.param({"state": RequestState.DUPLICATE}, ["Un-merge"], id="merged"),
    ],
)
def test_only_what_has_its_place_is_offered(said: dict[str, Any], ways: list[str]) -> None:
    assert buttons(**said) == ways


def test_a_decision_is_shown_with_its_reason() -> None:
    declined = lines(state=RequestState.DECLINED, reason=DeclineReason.EXISTS, words="see *Export*", owner="U0PRIYA")
    planned = lines(state=RequestState.PLANNED, target="Q4", owner="U0PRIYA")

    assert declined[-2:] == ["*Why not:* The product can do it already", "see ∗Export∗"]
    assert planned[1] == "📅 planned · <@U0PRIYA> · brought by <@U0DANA>, Sep 1, 2026"
    assert planned[-1] == "*Planned for:* Q4"


@pytest.mark.parametrize(
    ("what", "said", "lines"),
    [
        pytest.param(
            RequestAction.ASK,
            {},
            ["💬 <@U0PRIYA> needs to know more about *#1* Export &lt;!here&gt; ∗now∗:", "> which ∗sheets∗?"],
            id="asked",
        ),
        pytest.param(
            RequestAction.ACCEPT,
            {"target": "Q4"},
            ["📅 <@U0PRIYA> accepted what you brought in: *#1* Export &lt;!here&gt; ∗now∗", "*Planned for:* Q4"],
            id="accepted",
        ),
        pytest.param(
            RequestAction.SHIP,
            {},
            ["🎉 What you brought in is there: *#1* Export &lt;!here&gt; ∗now∗", "> which ∗sheets∗?"],
            id="shipped",
        ),
    ],
)
def test_news_say_what_became_of_it(what: RequestAction, said: dict[str, Any], lines: list[str]) -> None:
    facts = {"what": what.value, "by": "U0PRIYA", "note": "which *sheets*?"}

    made = drawn(AnnouncementKind.REQUEST_NEWS, facts=facts, **said)

    assert made is not None
    assert made.text.splitlines() == lines


def test_of_a_request_that_is_gone_nothing_is_said() -> None:
    facts: dict[str, Any] = {"request": 9, "what": "ship", "by": "U1", "note": ""}
    for kind in (AnnouncementKind.TRIAGE, AnnouncementKind.REQUEST_NEWS):
        assert worded(FakeLibrary(), Announcement(kind, "U0DANA", "request:9", facts)) is None


def look(*voices: VoiceNow) -> RequestLook:
    rates = alone("USD")
    priority = priority_of(demand_of(voices, rates, today=TODAY), SHIPPED_PRIORITY, minor_in_unit=100)
    return RequestLook(REQUEST, AREA, priority, "USD", voices)


def asks(account: int, **said: Any) -> VoiceNow:
    return replace(VoiceNow(1, Asker.ACCOUNT, Importance.NICE, blocks_renewal=False, account=account), **said)


def test_revenue_that_hangs_on_one_account_is_said() -> None:
    said = list(
        demand_words(
            look(
                asks(1, arr=Money(90_000_00, "USD"), band=STANDING.band),
                asks(2, arr=Money(10_000_00, "USD")),
                asks(3, arr=Money(1, "CHF")),
            ),
            words_for(Language.EN),
        )
    )

    assert said == ["3 accounts", "$100K ARR", "without a rate: CHF", "90% of this ARR is one account"]


def test_a_card_and_a_receipt_name_what_asks_for_the_same() -> None:
    similar = [Likeness(WordedRequest(7, "Export *all*"), 0.82)]
    words = words_for(Language.EN)

    card = triage_card(replace(look(asks(1)), similar=similar), words, TODAY)
    taken = receipt(Submitted(REQUEST, AREA, similar=similar), words)

    line = "Asks for something similar: *#7* Export ∗all∗ (82%)"
    assert line in card.text.splitlines()
    assert taken.text.splitlines()[-1] == line


@pytest.mark.parametrize(
    ("said", "next_step"),
    [
        pytest.param({}, "Next: <@U0PRIYA> decides on it.", id="new"),
        pytest.param({"owner": "U0MAX"}, "Next: <@U0MAX> decides on it.", id="taken"),
        pytest.param(
            {"state": RequestState.PLANNED}, "Next: it is planned already, and you hear when it is there.", id="planned"
        ),
        pytest.param(
            {"state": RequestState.DECLINED},
            "It was declined before; its card says why. Your voice counts when it is looked at again.",
            id="declined",
        ),
    ],
)
def test_a_receipt_says_the_number_where_it_went_and_what_comes_next(said: dict[str, Any], next_step: str) -> None:
    made = drawn(AnnouncementKind.RECEIPT, facts={"by": "U0DANA", "added": False}, **said)

    assert made is not None
    assert made.text.splitlines() == [
        f"✓ *#1* Export &lt;!here&gt; ∗now∗ went to *Reports*. {HEARD}",
        next_step,
    ]


def test_a_receipt_that_others_read_says_whose_it_is() -> None:
    library = FakeLibrary()
    library.tables.areas[1], library.tables.requests[1] = AREA, REQUEST
    facts: dict[str, Any] = {"request": 1, "by": "U0DANA", "added": True}

    made = worded(library, Announcement(AnnouncementKind.RECEIPT, "C0TEAM", "receipt:1", facts))

    assert made is not None
    assert made.text.splitlines() == [
        f"✓ Added to *#1* Export &lt;!here&gt; ∗now∗, in *Reports*. {HEARD}",
        "Next: <@U0PRIYA> decides on it.",
        "brought by <@U0DANA>",
    ]


@pytest.mark.parametrize("to", ["U0DANA", "C0TEAM"])
def test_of_a_request_that_is_gone_there_is_no_receipt(to: str) -> None:
    facts: dict[str, Any] = {"request": 9, "by": "U0DANA", "added": False}

    assert worded(FakeLibrary(), Announcement(AnnouncementKind.RECEIPT, to, "receipt:1", facts)) is None


def test_the_weight_says_where_its_formula_stands() -> None:
    weighed = replace(look(asks(1)), formula=3)

    assert formula_words(weighed, words_for(Language.EN)) == ("Formula: `[priority]` of the policy, version 3")
    assert formula_words(look(asks(1)), words_for(Language.EN)) == ""
