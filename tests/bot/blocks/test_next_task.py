from __future__ import annotations

from datetime import date

import pytest
from health_samples import TODAY

from bot.blocks.task_words import next_task_words
from bot.locale import Language, words_for
from domain.tasks.task import TaskGlance, TaskInBrief

EN = words_for(Language.EN)
LATE, SOON = date(2026, 11, 20), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("glance", "said"),
    [
        pytest.param(None, "no open task", id="none"),
        pytest.param(TaskGlance((), ()), "no open task", id="none any more"),
        pytest.param(
            TaskGlance((TaskInBrief("Send <it>", SOON, "U1"),), (SOON,)), "task: Send &lt;it&gt;, Dec 1, 2026", id="one"
        ),
        pytest.param(
            TaskGlance((TaskInBrief("Call", LATE, "U1"),), (LATE, SOON, SOON)),
            "task: Call, Nov 20, 2026 (overdue) (+2 more)",
            id="the overdue one, and how many more",
        ),
    ],
)
def test_a_row_says_the_task_that_is_due_first(glance: TaskGlance | None, said: str) -> None:
    assert next_task_words(glance, EN, TODAY) == said
