"""What is said where more was written than is kept."""

from __future__ import annotations

import pytest
from renewal_book import HARBOUR

from bot.blocks.forecast_form import forecast_errors
from bot.blocks.task_form import task_errors
from bot.locale import Language, Words, words_for
from domain.renewals.forecasting import ForecastField, ForecastProblem, ForecastRefused
from domain.tasks.answer import TaskRefused
from domain.tasks.form import TaskField, TaskProblem

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)


@pytest.mark.parametrize("problem", TaskProblem)
@pytest.mark.parametrize("words", [EN, ZH])
def test_every_problem_of_a_task_has_its_sentence(problem: TaskProblem, words: Words) -> None:
    assert task_errors(TaskRefused({TaskField.TITLE: problem}), words).payload()["title"]


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (TaskProblem.TITLE_TOO_LONG, "That is too long: write 200 characters at most."),
        (TaskProblem.COMMENT_TOO_LONG, "That is too long: write 3,000 characters at most."),
    ],
)
def test_how_much_a_task_holds_is_said(problem: TaskProblem, said: str) -> None:
    assert task_errors(TaskRefused({TaskField.COMMENT: problem}), EN).payload() == {"comment": said}


@pytest.mark.parametrize(
    ("field", "problem", "said"),
    [
        (ForecastField.REASON, ForecastProblem.REASON_TOO_LONG, "内容太长：最多 1,000 个字符。"),  # Chinese
        (ForecastField.NEXT_STEP, ForecastProblem.STEP_TOO_LONG, "内容太长：最多 300 个字符。"),  # Chinese
    ],
)
def test_how_much_a_forecast_holds_is_said(field: ForecastField, problem: ForecastProblem, said: str) -> None:
    assert forecast_errors(ForecastRefused({field: problem}, HARBOUR), ZH).payload() == {field: said}
