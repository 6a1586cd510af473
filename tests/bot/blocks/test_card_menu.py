"""What stands behind the dots of an account's card."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from health_samples import VIEWER, WEI, standing

from bot.blocks.card_menu import card_menu
from bot.locale import Language, words_for
from domain.accounts import LifecycleStage
from domain.permissions import Member

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)
NEW = {"stage": LifecycleStage.ONBOARDING, "first_value_on": None}
WAITING = {"stage": LifecycleStage.STABLE, "first_value_on": None}
GROWN = {"stage": LifecycleStage.STABLE, "first_value_on": date(2026, 1, 9)}


def entries(reader: Member, **said: Any) -> list[str]:
    [menu] = card_menu(standing(**said), EN, reader)
    return [each["text"]["text"] for each in menu["options"]]


@pytest.mark.parametrize("said", [NEW, WAITING])
def test_an_account_on_its_way_has_first_value_and_no_expansion(said: dict[str, Any]) -> None:
    assert entries(WEI, **said) == ["First value…", "Success plan", "Value report", "People", "Playbooks"]


def test_one_that_has_reached_it_may_grow() -> None:
    assert entries(WEI, **GROWN) == ["Success plan", "Value report", "People", "Playbooks", "Expansion…"]


def test_who_only_looks_has_what_is_looked_at() -> None:
    assert entries(VIEWER, **GROWN) == ["Success plan", "People", "Playbooks"]


def test_in_chinese() -> None:
    [menu] = card_menu(standing(**GROWN), ZH, WEI)

    assert not any(each["text"]["text"].isascii() for each in menu["options"])
