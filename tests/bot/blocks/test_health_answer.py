from __future__ import annotations

from dataclasses import replace

import pytest
from health_samples import TODAY, WEI, standing

from bot.blocks.health_answer import account_options, health_answer
from bot.blocks.kit import Message
from bot.locale import Language, words_for
from domain.accounts import AccountMatch, Tier
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.health.model import Band, Cap
from domain.health.ports import StandingPage
from domain.health_answer import (
    CardAnswer,
    ChoiceAnswer,
    ChurnedAnswer,
    HealthAnswer,
    ListAnswer,
    NeverScoredAnswer,
    NothingLikeAnswer,
    WorstAnswer,
)
from domain.health_question import ListWanted
from domain.permissions import Role

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)
ACME, ACNE = AccountMatch(1, "Acme <Co>", 0.9, owner="U0WEI"), AccountMatch(2, "Acne", 0.8)


def said(answer: HealthAnswer) -> Message:
    return health_answer(answer, EN, reader=WEI, today=TODAY, command="/cs-health")


def elements(message: Message) -> list[tuple[str, str]]:
    """What can be pressed below: its action, and its value or kind."""
    return [
        (element["action_id"], element.get("value", element["type"]))
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def test_a_scored_account_is_a_card() -> None:
    assert said(CardAnswer(standing())).text.startswith("*Harbour*\n🔴 *Red · 35*")


@pytest.mark.parametrize(
    ("answer", "text", "pressed"),
    [
        pytest.param(
            NeverScoredAnswer(5, "A&B"),
            "*A&amp;B* is in the book but was never scored. Scores are made every night; an admin can make them now "
            "with `moorline score`.",
            [],
            id="never scored",
        ),
        pytest.param(
            ChurnedAnswer(17, "Harbour"),
            "*Harbour* has churned and is not scored any more. What the book holds about it is kept, its scores too.",
            [("health.history", "17")],
            id="churned",
        ),
        pytest.param(
            ChurnedAnswer(17, "Harbour", TODAY),
            "*Harbour* churned on Nov 22, 2026 and is not scored any more. What the book holds about it is kept, its "
            "scores too.",
            [("health.history", "17")],
            id="churned on a known day",
        ),
        pytest.param(
            ChurnedAnswer(17, "A&B", TODAY, was_scored=False),
            "*A&amp;B* churned on Nov 22, 2026 and is not scored any more. What the book holds about it is kept; it "
            "never had a score.",
            [],
            id="churned before there were scores",
        ),
        pytest.param(
            ChoiceAnswer("ac<e", (ACME, ACNE)),
            "2 accounts may be meant by “ac&lt;e”. Which one?\n• Acme &lt;Co&gt; (<@U0WEI>)\n• Acne",
            [("health.choose:1", "1"), ("health.choose:2", "2")],
            id="a few are offered as buttons",
        ),
        pytest.param(
            ChoiceAnswer("ac", (ACNE,) * 6),
            "6 accounts may be meant by “ac”. Which one?" + "\n• Acne" * 6,
            [("health.select", "static_select")],
            id="more as a select",
        ),
        pytest.param(
            ChoiceAnswer("a", (ACME,) * 100, has_more=True),
            "Many accounts are like “a”. Which one do you mean?",
            [("health.lookup", "external_select")],
            id="over a hundred by typing",
        ),
        pytest.param(
            NothingLikeAnswer("zzz"),
            "No account is called “zzz”. Look it up here, or ask your admin to import it.",
            [("health.lookup", "external_select")],
            id="nothing like it",
        ),
        pytest.param(
            NothingLikeAnswer("acmee", (ACNE,)),
            "No account is called “acmee”. The nearest names:\n• Acne",
            [("health.choose:2", "2"), ("health.lookup", "external_select")],
            id="the nearest are offered",
        ),
        pytest.param(
            NotUnderstood("teir:high", "tier:high"),
            "I do not understand “teir:high”. Did you mean `tier:high`?",
            [("health.page", "0 tier:high")],
            id="a slip is said back with the nearest",
        ),
        pytest.param(
            NotUnderstood("tier:foo"),
            "I do not understand “tier:foo”. I know `tier:`, `stage:`, `red`, `yellow`, `green`, `grey`, `me`, `team`, "
            "`all` and @people.",
            [],
            id="a slip near nothing",
        ),
    ],
)
def test_every_other_answer_is_a_sentence_with_a_next_step(
    answer: HealthAnswer, text: str, pressed: list[tuple[str, str]]
) -> None:
    message = said(answer)

    assert message.text == text
    assert elements(message) == pressed


def test_in_chinese_an_owner_stands_in_brackets_as_chinese_has_them() -> None:
    message = health_answer(ChoiceAnswer("ac", (ACME, ACNE)), ZH, reader=WEI, today=TODAY)

    assert "\n• Acme &lt;Co&gt;（<@U0WEI>）\n• Acne" in message.blocks[0]["text"]["text"]


def test_help_names_the_command_as_the_workspace_does() -> None:
    lines = said(HelpWanted()).text.split("\n")

    assert lines[:3] == [
        "*How an account stands, and why*",
        "`/cs-health` alone shows your worst five.",
        "`/cs-health acme` – the card of one account; a name, alias, domain or number, typing errors allowed",
    ]
    assert len(lines) == 7


def test_the_worst_come_with_one_reason_each_and_what_is_not_scored() -> None:
    page = StandingPage(
        (standing(), standing(account=18, name="Blue", cap=Cap.SILENCE, owner=None)),
        total=12,
        not_scored=2,
        bands={Band.RED: 3, Band.YELLOW: 4, Band.GREEN: 5},
    )

    message = said(WorstAnswer(page))

    assert message.text.split("\n") == [
        "*Your 2 accounts that need you most*",
        "12 accounts · 🔴 Red 3 · 🟡 Yellow 4 · 🟢 Green 5 · 2 not scored yet",
        "🔴 *Red · 35* · *Harbour*",
        "41% of seats active in 28 days",
        "$48,000 + €10,000.50 · renewal Feb 28, 2027 (98 days left)",
        "🔴 *Red · 35* · *Blue*",
        "there was no two-way contact for more than two cadences",
        "$48,000 + €10,000.50 · renewal Feb 28, 2027 (98 days left) · nobody yet",
    ]
    assert message.blocks[2]["accessory"]["action_id"] == "health.show:17"
    assert message.blocks[2]["accessory"]["accessibility_label"] == "Show Harbour"
    assert elements(message) == [("health.lookup", "external_select")]


def test_help_for_whoever_may_not_read_offers_nothing_to_look_up() -> None:
    message = health_answer(HelpWanted(), EN, reader=replace(WEI, role=Role.PRODUCT), today=TODAY)

    assert message.text.split("\n")[-1] == (
        "Your own role does not show the health of accounts. A Moorline admin can change it."
    )
    assert elements(message) == []


def test_the_worst_of_a_team_name_their_owners() -> None:
    page = StandingPage((standing(),), total=1, not_scored=0)

    lines = said(WorstAnswer(page, Scope.TEAM)).text.split("\n")

    assert lines[0] == "*Your team's account that needs help most*"
    assert lines[-1].endswith(" · <@U0WEI>")


def test_in_the_list_of_a_person_only_the_owner_of_what_is_covered_is_named() -> None:
    page = StandingPage((standing(), standing(owner="U0BO")), total=2, not_scored=0)

    lines = said(ListAnswer(ListWanted(owner="U0WEI"), page, 0)).text.split("\n")

    assert [line.rpartition(" · ")[2] for line in lines if "renewal" in line] == [
        "renewal Feb 28, 2027 (98 days left)",
        "<@U0BO>",
    ]


def test_who_owns_nothing_is_told_what_to_ask() -> None:
    message = said(WorstAnswer(StandingPage((), total=0, not_scored=1)))

    assert message.text == (
        "No scored account has you as its owner or cover. Look one up here, or ask `/cs-health all`.\n1 not scored yet"
    )


def test_a_list_says_its_filters_and_its_place() -> None:
    wanted = ListWanted(Scope.MINE, tier=Tier.HIGH, band=Band.RED)
    page = StandingPage((standing(pulls_down=()), standing(shown=None, name="New")), total=20, not_scored=0)

    message = said(ListAnswer(wanted, page, offset=8))

    lines = message.text.split("\n")
    assert lines[:2] == ["*Your accounts · high touch · Red*", "20 accounts"]
    assert lines[3] == "nothing known pulls it down"
    assert lines[5] == "not scored yet · *New*"
    assert lines[-1] == "9–10 of 20"
    assert elements(message) == [
        ("health.page:previous", "0 me tier:high red"),
        ("health.page:next", "10 me tier:high red"),
    ]


def test_a_list_on_one_page_has_nothing_to_turn() -> None:
    message = said(ListAnswer(ListWanted(owner="U0BO"), StandingPage((standing(),), total=1, not_scored=0), 0))

    assert message.text.startswith("*Accounts of <@U0BO>*\n1 account\n")
    assert elements(message) == []


def test_the_last_page_turns_only_back() -> None:
    page = StandingPage((standing(), standing()), total=10, not_scored=0)

    message = said(ListAnswer(ListWanted(Scope.ALL), page, offset=8))

    assert elements(message) == [("health.page:previous", "0 all")]


def test_an_empty_list_says_for_what() -> None:
    message = said(ListAnswer(ListWanted(band=Band.GREY), StandingPage((), total=0, not_scored=0), 0))

    assert message.text == "No account fits: All accounts · No colour yet. Leave out a word, or look one up:"


def test_a_book_without_scores_says_what_brings_them() -> None:
    message = said(ListAnswer(ListWanted(), StandingPage((), total=0, not_scored=0), 0))

    assert message.text.startswith("No account has a score yet. `moorline import` brings accounts in")


def test_the_type_ahead_names_the_owner_below_the_account() -> None:
    options = account_options([ACME, ACNE], {"U0WEI": "Wei"})

    assert [(made["text"]["text"], made["value"], made.get("description", {}).get("text")) for made in options] == [
        ("Acme <Co>", "1", "Wei"),
        ("Acne", "2", None),
    ]


def test_a_list_in_chinese() -> None:
    page = StandingPage((standing(name="蓝海航运"),), total=9, not_scored=1, bands={Band.RED: 8})
    answer = ListAnswer(ListWanted(Scope.TEAM, band=Band.RED), page, offset=0)

    message = health_answer(answer, ZH, reader=WEI, today=TODAY)

    assert message.text.split("\n") == [
        "*你团队的客户 · 红色*",
        "9 个客户 · 🔴 红色 8 · 1 个尚未评分",
        "🔴 *红色 · 35* · *蓝海航运*",
        "28 天内 41% 的席位有活跃使用",
        "US$48,000 + €10,000.50 · 续约 2027年2月28日（还剩 98 天） · <@U0WEI>",
        "第 1 个，共 9 个",
    ]
