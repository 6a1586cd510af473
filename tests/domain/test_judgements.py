from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.accounts import Pulse
from domain.health.standing import Judgement
from domain.judgements import JudgementField, JudgementForm, JudgementProblem, judgement_from, judgement_problems

TODAY = date(2026, 11, 22)
GOOD = {"pulse": "red", "note": "new CIO", "expires_on": "2026-12-22", "score": "35"}


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        pytest.param({"pulse": ""}, JudgementField.PULSE, JudgementProblem.PULSE_MISSING, id="no pulse"),
        pytest.param({"pulse": "blue"}, JudgementField.PULSE, JudgementProblem.PULSE_MISSING, id="no such pulse"),
        pytest.param({"note": " "}, JudgementField.NOTE, JudgementProblem.REASON_MISSING, id="a score without reason"),
        pytest.param({"note": "\u200b"}, JudgementField.NOTE, JudgementProblem.REASON_MISSING, id="an unseen reason"),
        pytest.param({"note": "n" * 1001}, JudgementField.NOTE, JudgementProblem.NOTE_TOO_LONG, id="too long a note"),
        pytest.param({"score": "101"}, JudgementField.SCORE, JudgementProblem.SCORE_NOT_A_NUMBER, id="too high"),
        pytest.param({"score": "3.5"}, JudgementField.SCORE, JudgementProblem.SCORE_NOT_A_NUMBER, id="not whole"),
        pytest.param({"score": "²"}, JudgementField.SCORE, JudgementProblem.SCORE_NOT_A_NUMBER, id="no digit of ours"),
        pytest.param({"expires_on": ""}, JudgementField.EXPIRES_ON, JudgementProblem.DAY_MISSING, id="no day"),
        pytest.param(
            {"expires_on": "2026-11-22"}, JudgementField.EXPIRES_ON, JudgementProblem.DAY_NOT_AHEAD, id="today"
        ),
        pytest.param(
            {"expires_on": "2026-12-23"}, JudgementField.EXPIRES_ON, JudgementProblem.OVERRIDE_TOO_LONG, id="31 days"
        ),
        pytest.param(
            {"expires_on": "2027-11-23", "score": ""},
            JudgementField.EXPIRES_ON,
            JudgementProblem.JUDGEMENT_TOO_LONG,
            id="more than a year",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    changes: dict[str, str], field: JudgementField, problem: JudgementProblem
) -> None:
    assert judgement_problems(JudgementForm(**(GOOD | changes)), TODAY, longest_override_days=30) == {field: problem}


def test_a_judgement_without_a_score_needs_no_reason_and_may_last_longer() -> None:
    form = JudgementForm(pulse="green", expires_on="2027-02-22")

    assert judgement_problems(form, TODAY, longest_override_days=30) == {}
    assert judgement_from(form, author="U0WEI", now=datetime(2026, 11, 22, tzinfo=UTC)).score is None


def test_an_override_may_last_no_longer_than_the_policy_says() -> None:
    form = JudgementForm(**(GOOD | {"expires_on": "2026-12-07"}))

    assert judgement_problems(form, TODAY, longest_override_days=15) == {}
    assert judgement_problems(form, TODAY, longest_override_days=14) == {
        JudgementField.EXPIRES_ON: JudgementProblem.OVERRIDE_TOO_LONG
    }


def test_an_override_may_last_thirty_days() -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)

    assert judgement_problems(JudgementForm(**GOOD), TODAY, longest_override_days=30) == {}
    assert judgement_from(JudgementForm(**GOOD), author="U0WEI", now=now) == Judgement(
        Pulse.RED, "new CIO", "U0WEI", now, date(2026, 12, 22), 35
    )
