"""Where somebody wants to hear what becomes of what they brought in, as it is kept and asked."""

from __future__ import annotations

import pytest

from domain.preferences import Preferences, RequestNews, WorkspaceRules
from domain.settings_form import SettingsForm, preferences_in
from domain.wishes import preferences_from, wishes_of


@pytest.mark.parametrize("wish", list(RequestNews))
def test_a_wish_is_read_as_it_was_written(wish: RequestNews) -> None:
    assert preferences_from(wishes_of(Preferences(request_news=wish))).request_news is wish


@pytest.mark.parametrize("said", [{}, {"request_news": None}, {"request_news": "by pigeon"}])
def test_what_nobody_knows_comes_directly(said: dict[str, object]) -> None:
    assert preferences_from(said).request_news is RequestNews.DIRECT


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("nowhere", RequestNews.NOWHERE, id="chosen"),
        pytest.param("", RequestNews.THREAD, id="not asked"),
        pytest.param("by pigeon", RequestNews.THREAD, id="not known"),
    ],
)
def test_a_form_changes_it_where_it_says_so(typed: str, kept: RequestNews) -> None:
    before = Preferences(request_news=RequestNews.THREAD)

    assert preferences_in(SettingsForm(request_news=typed), before, WorkspaceRules()).request_news is kept
