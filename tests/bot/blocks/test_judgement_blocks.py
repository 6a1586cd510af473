from __future__ import annotations

from health_samples import TODAY, standing

from bot.blocks.judgement import judgement_errors, judgement_form, judgement_receipt
from bot.locale import Language, Words, words_for
from domain.judgements import JudgementField, JudgementOffer, JudgementProblem, JudgementRefused

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)


def test_the_form_asks_for_four_things_and_lasts_a_month() -> None:
    modal = judgement_form(JudgementOffer(standing(name="A&B"), 30), EN, TODAY)

    fields = {block["block_id"]: block for block in modal.blocks if block["type"] == "input"}
    assert list(fields) == ["pulse", "note", "expires_on", "score"]
    assert fields["expires_on"]["element"]["initial_date"] == "2026-12-22"
    assert [block_id for block_id, block in fields.items() if block["optional"]] == ["note", "score"]
    assert [made["text"]["text"] for made in fields["pulse"]["element"]["options"]] == [
        "🔴 Red",
        "🟡 Yellow",
        "🟢 Green",
    ]
    assert modal.metadata == "17"
    assert "*A&amp;B*" in modal.blocks[0]["text"]["text"]


def test_every_problem_is_said_at_its_field_in_every_language() -> None:
    problems = dict.fromkeys(JudgementField, JudgementProblem.DAY_NOT_AHEAD)

    assert judgement_errors(JudgementRefused(problems, 30), EN).errors == dict.fromkeys(
        ["pulse", "note", "expires_on", "score"], "Choose a day after today."
    )
    assert all(said(problem, ZH) for problem in JudgementProblem)


def test_a_shorter_limit_of_the_policy_is_what_the_form_says() -> None:
    modal = judgement_form(JudgementOffer(standing(), 14), EN, TODAY)

    fields = {block["block_id"]: block for block in modal.blocks if block["type"] == "input"}
    assert fields["expires_on"]["element"]["initial_date"] == "2026-12-06"
    assert fields["score"]["hint"]["text"] == ("Leave it empty unless the computed score is wrong; 14 days at most.")
    assert said(JudgementProblem.OVERRIDE_TOO_LONG, EN) == (
        "A score you set may last 14 days at most. Choose an earlier day."
    )


def said(problem: JudgementProblem, words: Words) -> str:
    return judgement_errors(JudgementRefused({JudgementField.NOTE: problem}, 14), words).errors["note"]


def test_the_receipt_is_the_new_card() -> None:
    receipt = judgement_receipt(standing(), EN, today=TODAY)

    assert receipt.text.split("\n")[:2] == ["✓ Recorded. This is the card with your judgement:", "*Harbour*"]
    assert [block for block in receipt.blocks if block["type"] == "actions"] == []
