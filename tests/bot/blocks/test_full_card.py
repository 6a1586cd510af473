"""A card with every line that it can have, each as long as people make them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from health_book import NOW, STANDING, TODAY

from bot.blocks.health_card import health_card
from bot.blocks.kit.blocks import FIELDS_IN_A_SECTION
from bot.locale import Language, words_for
from domain.accounts import Money, Pulse
from domain.expansion.play import PlayGlance, PlayInBrief, Stage
from domain.feedback.asks import Ask
from domain.first_value.reached import ValueReached
from domain.first_value.rules import ValueWay
from domain.health.standing import Judgement
from domain.permissions import Member, Role
from domain.plans.plan import PlanGlance
from domain.tasks.task import TaskGlance, TaskInBrief

LONG = "<!channel> *bold* \u202e" + "& " * 400
DAY = timedelta(days=1)
MONEY = tuple(Money(10**12, each) for each in ("CNY", "EUR", "GBP", "HKD", "JPY", "USD"))
FULL = replace(
    STANDING,
    name=LONG,
    arr=MONEY,
    plays=PlayGlance(9, MONEY, PlayInBrief(LONG, Stage.OFFERED, MONEY[0], TODAY - DAY)),
    judgement=Judgement(Pulse.RED, LONG, "U1", NOW, TODAY + DAY, 20),
    tasks=TaskGlance((TaskInBrief(LONG, TODAY - DAY, "U1"),) * 3, (TODAY - DAY,) * 40),
    plan=PlanGlance(12, 7, 4, TODAY + DAY),
    first_value_on=TODAY,
    first_value_due_on=TODAY - 400 * DAY,
    value_reached=ValueReached(TODAY, ValueWay.HAND, 1, what=LONG, person="U1", at=NOW),
)
ASKS = [Ask(number, LONG, blocks_renewal=number < 4) for number in range(1, 9)]


@pytest.mark.parametrize("language", [Language.EN, Language.ZH_HANS])
def test_all_lines_of_a_card_at_once_are_as_many_as_slack_takes(language: Language) -> None:
    """One more would have no place: it goes below another, as the open plays do."""
    reader = Member("U1", "Wei", Role.CSM)

    card = health_card(FULL, words_for(language), reader=reader, today=TODAY, asks=ASKS)

    [facts] = [block["fields"] for block in card.blocks if "fields" in block]
    assert len(facts) == FIELDS_IN_A_SECTION
    assert all(len(fact["text"]) <= 2000 for fact in facts)
    assert not [sign for sign in ("<!channel>", "*bold*", "\u202e") if sign in card.text]
