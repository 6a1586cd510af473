from __future__ import annotations

import pytest

from domain.feedback.form import (
    DecisionField,
    FeedbackField,
    FeedbackForm,
    FeedbackProblem,
    decision_gaps,
    feedback_problems,
)
from domain.feedback.request import Asker, DeclineReason
from domain.feedback.states import RequestAction


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        pytest.param(FeedbackForm(title="Export", account="1"), {}, id="an account"),
        pytest.param(FeedbackForm(title="Export", asker=Asker.INTERNAL), {}, id="one of us"),
        pytest.param(FeedbackForm(title="Export", asker=Asker.PROSPECT, prospect="Lead"), {}, id="a prospect"),
        pytest.param(
            FeedbackForm(title=" \u200b "),
            {FeedbackField.TITLE: FeedbackProblem.EMPTY, FeedbackField.ACCOUNT: FeedbackProblem.NO_ACCOUNT},
            id="nothing that can be seen",
        ),
        pytest.param(
            FeedbackForm(title="Export", asker=Asker.PROSPECT),
            {FeedbackField.PROSPECT: FeedbackProblem.NO_PROSPECT},
            id="a prospect without a name",
        ),
    ],
)
def test_what_is_wrong_is_said_by_field(form: FeedbackForm, problems: dict[FeedbackField, FeedbackProblem]) -> None:
    assert feedback_problems(form) == problems


@pytest.mark.parametrize(
    ("what", "note", "reason", "gaps"),
    [
        pytest.param(RequestAction.DECLINE, "no", DeclineReason.OTHER, (), id="declined"),
        pytest.param(RequestAction.DECLINE, "no", None, (DecisionField.REASON,), id="declined without a reason"),
        pytest.param(
            RequestAction.DECLINE, " \u200b ", DeclineReason.OTHER, (DecisionField.NOTE,), id="declined without words"
        ),
        pytest.param(RequestAction.ASK, "", None, (DecisionField.NOTE,), id="nothing asked"),
        pytest.param(RequestAction.SHIP, "", None, (), id="there without words"),
    ],
)
def test_who_declines_or_asks_says_it_in_words(
    what: RequestAction, note: str, reason: DeclineReason | None, gaps: tuple[DecisionField, ...]
) -> None:
    assert decision_gaps(what, note, reason) == gaps
