"""The closing form and what comes of it, in both languages and of any size."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from renewal_book import HARBOUR, NOON, TODAY

from bot.blocks.closing import closing_form, closing_form_again
from bot.blocks.closing_answers import closing_conflict, closing_errors, closing_receipt, closing_undone
from bot.blocks.kit import Modal
from bot.locale import Language, Words, words_for
from domain.accounts import Money
from domain.renewals.closing import (
    ClosingConflict,
    ClosingField,
    ClosingForm,
    ClosingOffer,
    ClosingProblem,
    ClosingRefused,
    RenewalClosed,
)
from domain.renewals.renewal import Forecast, ForecastCategory, Outcome, OutcomeKind
from playground.block_kit.validation import problems_of_view

LONG = "A&B <!channel> \u202e*x* " * 200
ZH = words_for(Language.ZH_HANS)
LOST = Outcome(OutcomeKind.LOST, date(2026, 11, 20), Money(0, "USD"), "U0ANA", NOON, left=True)
FULL = ClosingForm(
    resolved_on="2026-11-20",
    arr="9" * 40,
    starts_on="2027-01-31",
    ends_on="2028-01-31",
    reason="price",
    more_reasons=("support", "other"),
    competitor="R" * 100,
    avoidable="cannot_say",
    note=LONG,
)


@pytest.fixture(params=list(Language))
def words(request: pytest.FixtureRequest) -> Words:
    return words_for(request.param)


def offer(form: ClosingForm = FULL) -> ClosingOffer:
    return ClosingOffer(HARBOUR, LONG, form)


def problems(modal: Modal) -> list[str]:
    return [str(problem) for problem in problems_of_view(json.loads(json.dumps(modal.view())))]


def said(modal: Modal) -> list[str]:
    return [block["text"]["text"] for block in modal.blocks if block["type"] == "section"]


@pytest.mark.parametrize("ended", ["", "renewed", "renewed_with_change", "lost"])
def test_the_form_is_taken_whatever_is_in_it(ended: str, words: Words) -> None:
    assert problems(closing_form_again(offer(replace(FULL, ended=ended)), words, TODAY)) == []


def test_pages_are_taken_whatever_is_in_them(words: Words) -> None:
    by_ana = Forecast(ForecastCategory.COMMIT, "U0ANA", NOON)
    closed = replace(HARBOUR, outcome=LOST)
    pages = [
        closing_form(offer(), words, TODAY),
        closing_conflict(ClosingConflict(replace(offer(), renewal=closed)), words, TODAY, said_at="-"),
        closing_conflict(
            ClosingConflict(replace(offer(), renewal=replace(HARBOUR, forecast=by_ana))), words, TODAY, said_at="-"
        ),
        closing_receipt(RenewalClosed(closed, LONG, Money(10**14, "USD")), words),
        closing_undone(LONG, words),
    ]

    assert [problems(page) for page in pages] == [[]] * 5


@pytest.mark.parametrize("problem", ClosingProblem)
def test_every_problem_has_its_sentence(problem: ClosingProblem, words: Words) -> None:
    refused = ClosingRefused({ClosingField.NOTE: problem}, HARBOUR, 30)

    sentence = closing_errors(refused, words).payload()["note"]

    assert sentence.endswith((".", "。"))


def test_a_receipt_in_chinese() -> None:
    won = replace(LOST, kind=OutcomeKind.RENEWED_WITH_CHANGE, final=Money(60_000_00, "USD"), left=False)
    won = replace(won, next_starts_on=date(2027, 2, 7))
    closed = RenewalClosed(replace(HARBOUR, outcome=won), "云帆物流", next_due_on=date(2028, 1, 31))

    assert said(closing_receipt(closed, ZH))[0] == (
        "✓ *云帆物流*：*变更续约*\n逾期：旧合同期结束之后，新合同期才开始。\n"
        "新合同期的 ARR：US$60,000\n下次续约：2028年1月31日"
    )


def test_who_closed_it_first_in_chinese() -> None:
    page = closing_conflict(
        ClosingConflict(replace(offer(), name="云帆物流", renewal=replace(HARBOUR, outcome=LOST))),
        ZH,
        TODAY,
        said_at="-",
    )

    [told] = said(page)
    assert told.startswith("⚠️ 没有写入：<@U0ANA> 已于 <!date^")
    assert told.endswith(" 关闭 *云帆物流* 的续约：*流失*。")
