from __future__ import annotations

import pytest

from domain.feedback.form import FeedbackField, FeedbackForm, FeedbackProblem, feedback_problems
from domain.feedback.request import Asker


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        pytest.param(FeedbackForm(title="Export", account="1"), {}, id="an account"),
        pytest.param(FeedbackForm(title="Export", asker=Asker.INTERNAL), {}, id="one of us"),
        pytest.param(FeedbackForm(title="Export", asker=Asker.PROSPECT, prospect="Lead"), {}, id="a prospect"),
        pytest.param(FeedbackForm(same="4", account="1"), {}, id="a voice for one that is there"),
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
