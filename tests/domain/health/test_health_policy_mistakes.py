from __future__ import annotations

import pytest
from policy_samples import SEATS, changed, line_with, refused

from domain.errors import PolicyProblem


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "adoption = 40",
            "adoption = 41",
            PolicyProblem(
                line_with("[health.weights.stable]"),
                "health.weights.stable: the weights add up to 101, not 100",
                "take away 1",
            ),
            id="weights over 100",
        ),
        pytest.param(
            "adoption = 25",
            "adoption = 22.5",
            PolicyProblem(
                line_with("[health.weights.onboarding]"),
                "health.weights.onboarding: the weights add up to 97.5, not 100",
                "add 2.5",
            ),
            id="weights under 100",
        ),
        pytest.param(
            "share = 45",
            "share = 44",
            PolicyProblem(
                line_with(SEATS),
                "health.measures: the shares of adoption add up to 99, not 100, in the stage where most of it applies",
                "change a share of seat_activity, core_depth, usage_trend",
            ),
            id="shares under 100",
        ),
        pytest.param(
            "anchors = [0, 0.20, 0.50, 0.80]",
            "anchors = [0, 0.20, 0.20, 0.80]",
            PolicyProblem(
                line_with("anchors = [0, 0.20, 0.50, 0.80]"),
                'health.measures.seat_activity: "anchors" neither rises nor falls all the way',
                "order the four values from 0 to 100 points",
            ),
            id="anchors that stand still",
        ),
        pytest.param(
            "onboarding = [0, 0.10, 0.30, 0.60]",
            "onboarding = [0, 0.10, 0.30]",
            PolicyProblem(
                line_with("anchors_by_stage"),
                "health.measures.seat_activity.anchors_by_stage: "
                '"onboarding" is [0, 0.1, 0.3], not a list of 4 numbers',
                "write 4 numbers between [ and ]",
            ),
            id="three anchors",
        ),
        pytest.param(
            "half_life_days = 14",
            "half_life_days = 0",
            PolicyProblem(
                line_with("half_life_days = 14"),
                'health.measures.seat_activity: "half_life_days" is 0, not a number above 0, up to 100000',
                "write a number, as in half_life_days = 1",
            ),
            id="a half-life of nothing",
        ),
        pytest.param(
            "valid_days = 7",
            "valid_days = true",
            PolicyProblem(
                line_with("valid_days = 7"),
                'health.measures.seat_activity: "valid_days" is true, not a whole number from 0 to 100000',
                "write a whole number, as in valid_days = 0",
            ),
            id="a yes for a number",
        ),
        pytest.param(
            'dimension = "adoption"',
            'dimension = "adaption"',
            PolicyProblem(
                line_with('dimension = "adoption"'),
                'health.measures.seat_activity: "dimension" is "adaption", not one of adoption, value, relationship, '
                "support, sentiment, commercial",
                'did you mean "adoption"?',
            ),
            id="a dimension misspelt",
        ),
        pytest.param(
            'dimension = "adoption"',
            "dimension = {}",
            PolicyProblem(
                line_with('dimension = "adoption"'),
                'health.measures.seat_activity: "dimension" is a table, not one of adoption, value, relationship, '
                "support, sentiment, commercial",
                "known here: adoption, value, relationship, support, sentiment, commercial",
            ),
            id="a table for a word",
        ),
        pytest.param(
            'stages = ["stable", "renewal"]',
            'stages = ["steady"]',
            PolicyProblem(
                line_with('stages = ["stable", "renewal"]'),
                'health.measures.usage_trend: "stages" is ["steady"], not a list out of onboarding, stable, renewal',
                'write for example stages = ["onboarding"]',
            ),
            id="a stage that is none",
        ),
        pytest.param(
            "words = { red = 20, yellow = 55, green = 85 }",
            "words = { red = 20, yellow = 55, green = 185 }",
            PolicyProblem(
                line_with("words = { red = 20"),
                'health.measures.csm_pulse.words: "green" is 185, not a number from 0 to 100',
                "write a number, as in green = 0",
            ),
            id="more than 100 points",
        ),
        pytest.param(
            'name = "Moorline\'s shipped model"',
            "name = 1",
            PolicyProblem(
                line_with("name = "),
                '"name" is 1, not a text',
                'write name = "…"',
            ),
            id="a number for a text",
        ),
        pytest.param(
            "silent_cadences = 2 ",
            "silent_cadences = nan ",
            PolicyProblem(
                line_with("silent_cadences"),
                'health.caps.thresholds: "silent_cadences" is nan, not a number above 0, up to 100',
                "write a number, as in silent_cadences = 1",
            ),
            id="not a number",
        ),
        pytest.param(
            "yellow_from = 40",
            "yellow_from = 70",
            PolicyProblem(
                line_with("[health.bands]"),
                "health.bands: yellow begins where green does, or above",
                "make yellow_from smaller than green_from",
            ),
            id="no room for yellow",
        ),
        pytest.param(
            "colour_coverage = 0.5",
            "colour_coverage = 0.8",
            PolicyProblem(
                line_with("[health.bands]"),
                "health.bands: green would take less coverage than any colour",
                "make green_coverage at least colour_coverage",
            ),
            id="green before any colour",
        ),
        pytest.param(
            "medium_coverage = 0.5",
            "medium_coverage = 0.9",
            PolicyProblem(
                line_with("[health.confidence]"),
                "health.confidence: medium would take more coverage than high",
                "make medium_coverage at most high_coverage",
            ),
            id="medium above high",
        ),
        pytest.param(
            "longest_days = 30",
            "longest_days = 60",
            PolicyProblem(
                line_with("longest_days = 30"),
                'health.override: "longest_days" is 60, not a whole number from 1 to 30',
                "write a whole number, as in longest_days = 1",
            ),
            id="an override for two months",
        ),
        pytest.param(
            "weight_times = {}",
            "weight_times = 1",
            PolicyProblem(
                line_with("weight_times = {}"),
                'health.tiers.mid: "weight_times" is 1, not a table',
                "write [health.tiers.mid.weight_times] with its keys below",
            ),
            id="a number for a table",
        ),
        pytest.param(
            "otherwise = 50",
            "otherwise = 50\notherwice = 50",
            PolicyProblem(
                line_with("otherwise = 50") + 1,
                'health.typical: unknown key "otherwice"',
                'did you mean "otherwise"?',
            ),
            id="an unknown key",
        ),
        pytest.param(
            "[health.stages]",
            "[toys]\nonboarding = 1\n\n[health.stages]",
            PolicyProblem(
                line_with("[health.stages]"),
                'unknown key "toys"',
                "known here: name, note, health, renewals, alerts, priority, success_plan, team, playbooks, guides, "
                "expansion, people, lifecycle",
            ),
            id="an unknown table",
        ),
        pytest.param(
            "target_days = 30\n",
            "",
            PolicyProblem(
                line_with("[health.first_value]"),
                'health.first_value: "target_days" is missing',
                "add target_days = 1",
            ),
            id="a missing key",
        ),
        pytest.param(
            "[health.trend]\ndays = 28\narrow_points = 5\n",
            "",
            PolicyProblem(
                line_with("[health.stages]"),
                'health: "trend" is missing',
                "add [health.trend] with its keys",
            ),
            id="a missing table is one problem",
        ),
        pytest.param(
            "mid = [0, 1, 2, 4], ",
            "",
            PolicyProblem(
                line_with("[health.measures.engaged_contacts]"),
                'health.measures.engaged_contacts: "anchors" is missing',
                "add anchors = […]",
            ),
            id="a tier without anchors",
        ),
    ],
)
def test_a_mistake_is_refused_with_its_line_and_what_mends_it(old: str, new: str, expected: PolicyProblem) -> None:
    assert refused(changed(old, new)) == (expected,)
