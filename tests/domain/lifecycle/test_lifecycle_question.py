"""What people ask about stages and onboarding, in both languages."""

from __future__ import annotations

import pytest

from domain.accounts import LifecycleStage, Tier
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.lifecycle.question import (
    LifecycleQuestion,
    LifecycleWanted,
    ValueCut,
    lifecycle_text,
    onboarding_question,
    stages_question,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", LifecycleWanted(), id="nothing"),
        pytest.param("help", HelpWanted(), id="help"),
        pytest.param("team stuck", LifecycleWanted(Scope.TEAM, stuck=True), id="scope and stuck"),
        pytest.param("<@U1> tier: high", LifecycleWanted(owner="U1", tier=Tier.HIGH), id="a person, a tier"),
        pytest.param("@dana onboarding", LifecycleWanted(called="dana", stage=LifecycleStage.ONBOARDING), id="a name"),
        pytest.param("续约期 全部", LifecycleWanted(Scope.ALL, stage=LifecycleStage.RENEWAL), id="Chinese"),
        pytest.param("stck", NotUnderstood("stck", "stuck", "stuck"), id="a slip"),
        pytest.param("all xyzzy", NotUnderstood("xyzzy"), id="no slip of anything"),
        pytest.param("tier:hihg", NotUnderstood("tier:hihg"), id="a tier that is none"),
        pytest.param("late", NotUnderstood("late"), id="a word of the other command"),
        pytest.param("@", NotUnderstood("@"), id="nobody"),
    ],
)
def test_a_question_about_stages_is_read(text: str, expected: LifecycleQuestion) -> None:
    assert stages_question(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("team late", LifecycleWanted(Scope.TEAM, late=True), id="late"),
        pytest.param("median", LifecycleWanted(median=True), id="median"),
        pytest.param("by segment all", LifecycleWanted(Scope.ALL, median=True, by=ValueCut.SEGMENT), id="cut"),
        pytest.param("median by:tier", LifecycleWanted(median=True, by=ValueCut.TIER), id="cut in one word"),
        pytest.param("中位数 按季度", LifecycleWanted(median=True, by=ValueCut.QUARTER), id="Chinese"),
        pytest.param("中位数 按 细分", LifecycleWanted(median=True, by=ValueCut.SEGMENT), id="Chinese, apart"),
        pytest.param("by moon", NotUnderstood("moon"), id="no such cut"),
        pytest.param("media", NotUnderstood("media", "median", "median"), id="a slip"),
    ],
)
def test_a_question_about_onboarding_is_read(text: str, expected: LifecycleQuestion) -> None:
    assert onboarding_question(text) == expected


@pytest.mark.parametrize(
    "wanted",
    [
        LifecycleWanted(Scope.TEAM, tier=Tier.TECH, median=True, by=ValueCut.QUARTER),
        LifecycleWanted(owner="U1", late=True),
        LifecycleWanted(called="dana&co"),
        LifecycleWanted(),
    ],
)
def test_a_question_is_written_as_it_is_read(wanted: LifecycleWanted) -> None:
    assert onboarding_question(lifecycle_text(wanted)) == wanted


def test_a_question_about_stages_is_written_as_it_is_read() -> None:
    wanted = LifecycleWanted(Scope.ALL, stage=LifecycleStage.STABLE, stuck=True)

    assert stages_question(lifecycle_text(wanted)) == wanted
