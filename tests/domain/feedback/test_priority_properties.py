"""What holds of every request's weight, whoever asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import isclose
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import Money
from domain.feedback.priority import PriorityRules, VoiceNow, Weight, demand_of, priority_of
from domain.feedback.request import Asker, Importance
from domain.health.model import Band
from domain.money import ExchangeRates, alone

TODAY = date(2026, 11, 30)
RATES = ExchangeRates("USD", {"EUR": Decimal("1.10")}, {})

MONEY = st.builds(Money, st.integers(0, 10**12), st.sampled_from(["USD", "EUR", "CHF"]))
ACCOUNTS = st.fixed_dictionaries(
    {
        "arr": st.none() | MONEY,
        "band": st.none() | st.sampled_from(Band),
        "renews_on": st.none() | st.integers(-30, 400).map(lambda days: TODAY + timedelta(days=days)),
    }
)
FORMULAS = st.builds(
    PriorityRules,
    st.fixed_dictionaries({weight: st.floats(0, 1000) for weight in Weight}),
    st.integers(1, 10**9),
)


@st.composite
def asking(draw: st.DrawFn) -> list[VoiceNow]:
    """Some accounts, each as it stands today whoever speaks for it, with some voices; prospects and colleagues too."""
    accounts = draw(st.lists(ACCOUNTS, max_size=5))
    voices = []
    for number in draw(st.lists(st.integers(0, len(accounts) + 1), max_size=12)):
        blocks, importance = draw(st.booleans()), draw(st.sampled_from(Importance))
        if number < len(accounts):
            then = draw(st.none() | MONEY)
            stands: dict[str, Any] = accounts[number]
            voices.append(VoiceNow(1, Asker.ACCOUNT, importance, blocks, number + 1, arr_then=then, **stands))
            continue
        asker = Asker.PROSPECT if number == len(accounts) else Asker.INTERNAL
        voices.append(VoiceNow(1, asker, importance, blocks, name=draw(st.sampled_from(["Lead", "lead", "Other"]))))
    return voices


@given(asking(), FORMULAS, st.integers(0, 5000))
def test_the_parts_add_up_and_none_is_below_nothing(voices: list[VoiceNow], rules: PriorityRules, days: int) -> None:
    priority = priority_of(demand_of(voices, RATES, today=TODAY), rules, minor_in_unit=100, days=days)

    assert isclose(priority.points, sum(priority.parts.values()))
    assert list(priority.parts) == list(Weight)
    assert min(priority.parts.values()) >= 0


@given(asking(), st.randoms(use_true_random=False))
def test_the_order_of_voices_is_irrelevant(voices: list[VoiceNow], chance: Random) -> None:
    mixed = list(voices)
    chance.shuffle(mixed)

    assert demand_of(mixed, RATES, today=TODAY) == demand_of(voices, RATES, today=TODAY)


@given(asking(), asking())
def test_accounts_of_two_requests_put_together_are_counted_once(one: list[VoiceNow], other: list[VoiceNow]) -> None:
    stands = {voice.account: voice for voice in one}
    same = [_as(voice, stands.get(voice.account)) for voice in other if voice.account is not None]
    new = {voice.account for voice in same} - stands.keys()

    apart, together = demand_of(one, RATES, today=TODAY), demand_of([*one, *same], RATES, today=TODAY)

    first_of = {voice.account: voice for voice in reversed(same) if voice.account in new}
    more = demand_of(first_of.values(), RATES, today=TODAY)
    assert together.accounts == apart.accounts + len(new)
    assert together.arr == apart.arr + more.arr
    assert (together.prospects, together.internal) == (apart.prospects, apart.internal)


@given(asking())
def test_a_voice_said_twice_changes_nothing(voices: list[VoiceNow]) -> None:
    spoken = [voice for voice in voices if voice.asker is not Asker.INTERNAL]

    assert demand_of([*spoken, *spoken], RATES, today=TODAY) == demand_of(spoken, RATES, today=TODAY)


@given(asking())
def test_prospects_bring_no_revenue_and_are_no_accounts(voices: list[VoiceNow]) -> None:
    accounts_alone = [voice for voice in voices if voice.account is not None]
    whole, alone_ = demand_of(voices, RATES, today=TODAY), demand_of(accounts_alone, RATES, today=TODAY)

    assert replace(whole, prospects=0, internal=0) == alone_


@given(asking())
def test_what_has_no_rate_is_named_and_in_no_sum(voices: list[VoiceNow]) -> None:
    found = demand_of(voices, alone("USD"), today=TODAY)

    in_dollars = {voice.account: voice.arr.minor for voice in voices if voice.arr and voice.arr.currency == "USD"}
    assert found.arr == sum(in_dollars.values())
    assert set(found.apart) == {voice.arr.currency for voice in voices if voice.arr} - {"USD"}


@given(asking())
def test_one_account_is_never_more_than_all_of_them(voices: list[VoiceNow]) -> None:
    found = demand_of(voices, RATES, today=TODAY)

    assert found.due_90 <= found.due_180 <= found.arr
    assert found.red <= found.arr
    assert (found.largest is None) == (found.arr == 0)
    assert found.largest is None or 1 / found.accounts <= found.largest + 1e-9 <= 1 + 2e-9


def _as(voice: VoiceNow, known: VoiceNow | None) -> VoiceNow:
    """The same account stands the same, whoever speaks for it."""
    return replace(voice, arr=known.arr, band=known.band, renews_on=known.renews_on) if known else voice
