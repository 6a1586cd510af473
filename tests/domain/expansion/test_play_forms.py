from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from play_desk import NOW, REFERRAL, SEATS, TODAY, play

from domain.accounts import Money
from domain.expansion.form import (
    LONGEST_ABOUT,
    LONGEST_NOTE,
    LONGEST_WHY,
    PlayField,
    PlayForm,
    PlayMoment,
    PlayProblem,
    amount_text,
    edited,
    form_of,
    play_from,
    play_problems,
)
from domain.expansion.play import Play, PlayGlance, PlayInBrief, PlayKind, Stage, glance_of, stages_of
from integrations.files.money import typed_amount

MOMENT = PlayMoment(NOW, TODAY, {"U0DANA", "U0LIN"}, typed_amount, "USD")


def made(form: PlayForm = SEATS, **said: Any) -> Play:
    return play_from(replace(form, **said), MOMENT, account=1, by="U0DANA", key="V1", contacts={1})


def test_a_form_makes_a_play() -> None:
    assert made() == play(contact=1, staged_at=NOW)


def test_an_amount_may_name_its_currency_and_a_contact_must_be_of_the_account() -> None:
    assert made(amount="1.5k EUR", contact="9", about=" two \n lines ", note=" \u200b ") == play(
        amount=Money(150_000, "EUR"), about="two lines"
    )


def test_a_referral_has_no_amount_and_may_name_the_account_that_it_became() -> None:
    found = made(REFERRAL, amount="5k", became="3", stage=Stage.BECAME_CUSTOMER)

    assert (found.amount, found.became, found.ended_on, found.is_referral) == (None, 3, TODAY, True)
    assert made(became="3").became is None


@pytest.mark.parametrize(
    ("form", "said", "problems"),
    [
        pytest.param(SEATS, {}, {}, id="a whole one"),
        pytest.param(SEATS, {"amount": " ", "day": "", "contact": ""}, {}, id="an idea of which little is known"),
        pytest.param(REFERRAL, {}, {}, id="a whole referral"),
        pytest.param(
            SEATS,
            {"kind": "x"},
            {PlayField.KIND: PlayProblem.NO_KIND, PlayField.STAGE: PlayProblem.NO_STAGE},
            id="kind",
        ),
        pytest.param(SEATS, {"about": "\u200b"}, {PlayField.ABOUT: PlayProblem.NO_ABOUT}, id="nothing to read"),
        pytest.param(REFERRAL, {"about": ""}, {PlayField.ABOUT: PlayProblem.NO_COMPANY}, id="no company"),
        pytest.param(
            SEATS, {"about": "x" * (LONGEST_ABOUT + 1)}, {PlayField.ABOUT: PlayProblem.TOO_LONG}, id="about too long"
        ),
        pytest.param(SEATS, {"stage": "named"}, {PlayField.STAGE: PlayProblem.NO_STAGE}, id="a referral's stage"),
        pytest.param(SEATS, {"amount": "many"}, {PlayField.AMOUNT: PlayProblem.NOT_AN_AMOUNT}, id="no amount"),
        pytest.param(SEATS, {"amount": "-5"}, {PlayField.AMOUNT: PlayProblem.NOT_AN_AMOUNT}, id="below nothing"),
        pytest.param(
            SEATS, {"amount": "", "stage": "won"}, {PlayField.AMOUNT: PlayProblem.NO_AMOUNT}, id="won without an amount"
        ),
        pytest.param(SEATS, {"day": "soon"}, {PlayField.DAY: PlayProblem.NOT_A_DAY}, id="no day"),
        pytest.param(SEATS, {"day": "2100-01-01"}, {PlayField.DAY: PlayProblem.DAY_TOO_FAR}, id="a slip in the year"),
        pytest.param(REFERRAL, {"day": "2026-09-02"}, {PlayField.DAY: PlayProblem.DAY_TO_COME}, id="referred tomorrow"),
        pytest.param(SEATS, {"owner": "U0EYES"}, {PlayField.OWNER: PlayProblem.NO_OWNER}, id="who may not own one"),
        pytest.param(
            REFERRAL, {"account": "1", "became": "1"}, {PlayField.BECAME: PlayProblem.ITSELF}, id="refers itself"
        ),
        pytest.param(
            SEATS, {"note": "x" * (LONGEST_NOTE + 1)}, {PlayField.NOTE: PlayProblem.TOO_LONG}, id="note too long"
        ),
        pytest.param(SEATS, {"why": "x" * (LONGEST_WHY + 1)}, {PlayField.WHY: PlayProblem.TOO_LONG}, id="why too long"),
        pytest.param(SEATS, {"stage": "lost"}, {PlayField.WHY: PlayProblem.NO_WHY_LOST}, id="lost without a reason"),
        pytest.param(SEATS, {"stage": "lost", "why": "price"}, {}, id="lost with a reason"),
    ],
)
def test_what_has_to_hold(form: PlayForm, said: dict[str, str], problems: dict[PlayField, PlayProblem]) -> None:
    assert play_problems(replace(form, **said), MOMENT) == problems


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        pytest.param({}, {}, id="nothing changes"),
        pytest.param({"stage": "verbal"}, {}, id="a stage needs no reason"),
        pytest.param({"amount": "30k"}, {PlayField.WHY: PlayProblem.NO_WHY}, id="another amount does"),
        pytest.param({"amount": "30k", "why": "two more teams"}, {}, id="and has one"),
        pytest.param({"stage": "lost"}, {PlayField.WHY: PlayProblem.NO_WHY_LOST}, id="so does what is lost"),
    ],
)
def test_what_has_to_hold_of_a_change(said: dict[str, str], problems: dict[PlayField, PlayProblem]) -> None:
    assert play_problems(replace(form_of(play()), **said), MOMENT, before=play()) == problems


def test_what_is_lost_already_needs_no_reason_again_and_keeps_its_own() -> None:
    lost = play(stage=Stage.LOST, ended_on=date(2026, 8, 1), reason="price")
    form = replace(form_of(lost), note="call in spring")

    assert play_problems(form, MOMENT, before=lost) == {}
    assert edited(lost, form, MOMENT, contacts=()) == replace(lost, note="call in spring")


def test_a_stage_that_moves_counts_its_days_anew() -> None:
    earlier = NOW - timedelta(days=9)
    before = play(staged_at=earlier)

    kept = edited(before, replace(form_of(before), about="60 seats"), MOMENT, contacts=())
    won = edited(before, replace(form_of(before), stage="won"), MOMENT, contacts=())
    again = edited(won, replace(form_of(won), stage="verbal"), MOMENT, contacts=())

    assert (kept.staged_at, kept.about) == (earlier, "60 seats")
    assert (won.staged_at, won.ended_on, won.is_open) == (NOW, TODAY, False)
    assert (again.ended_on, again.is_open) == (None, True)


@pytest.mark.parametrize(
    ("money", "text"),
    [(Money(4_800_000, "EUR"), "48000 EUR"), (Money(120_050, "USD"), "1200.50 USD"), (Money(500, "JPY"), "500 JPY")],
)
def test_an_amount_is_written_as_it_is_typed(money: Money, text: str) -> None:
    assert (amount_text(money), typed_amount(text, None)) == (text, money)


def test_a_form_is_filled_in_as_the_play_stands() -> None:
    assert form_of(play(contact=1, became=3)) == replace(SEATS, account="1", amount="24000 USD", became="3")
    assert form_of(play(amount=None, day=None)).amount == ""


def test_only_plays_with_a_day_are_overdue() -> None:
    late = play(day=date(2026, 8, 31))

    assert late.is_overdue(TODAY)
    assert not play(day=None).is_overdue(TODAY)
    assert not play(day=TODAY).is_overdue(TODAY)
    assert not replace(late, stage=Stage.WON).is_overdue(TODAY)
    assert not replace(late, kind=PlayKind.REFERRAL, stage=Stage.NAMED).is_overdue(TODAY)


def test_a_card_adds_up_each_currency_by_itself_and_names_the_nearest() -> None:
    first, second = PlayInBrief("a", Stage.IDEA, Money(1, "USD"), TODAY), PlayInBrief("b", Stage.IDEA, None, None)
    third = PlayInBrief("c", Stage.IDEA, Money(2, "EUR"), None)

    assert glance_of([]) is None
    assert glance_of([first, second, third, first]) == PlayGlance(4, (Money(2, "EUR"), Money(2, "USD")), first)


def test_kinds_have_their_own_stages() -> None:
    assert (stages_of(PlayKind.OTHER)[0], stages_of(PlayKind.REFERRAL)[0]) == (Stage.IDEA, Stage.NAMED)
