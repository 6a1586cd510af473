from __future__ import annotations

import pytest
from policy_samples import SEATS, changed, line_with, refused
from scorecard_samples import POLICY_TEXT

from domain.errors import PolicyError, PolicyProblem
from domain.health.policy_file import policy_from_toml
from domain.health.policy_lines import key_lines


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = changed("share = 45", "shre = 45").replace("green_from = 70", 'green_from = "70"')

    found = [(problem.line, problem.problem) for problem in refused(text)]

    assert found == [
        (line_with(SEATS), 'health.measures.seat_activity: "share" is missing'),
        (line_with("share = 45"), 'health.measures.seat_activity: unknown key "shre"'),
        (line_with("green_from = 70"), 'health.bands: "green_from" is "70", not a whole number from 0 to 100'),
    ]


def test_a_dimension_without_measures_is_refused() -> None:
    text = POLICY_TEXT.replace('dimension = "support"', 'dimension = "sentiment"')

    assert (
        refused(text)
        == (
            PolicyProblem(
                line_with("[health.measures.critical_ticket_age]"),
                "health.measures: "
                "the shares of sentiment add up to 200, not 100, in the stage where most of it applies",
                "change a share of critical_ticket_age, breached_share, nps, csm_pulse",
            ),
            PolicyProblem(
                line_with(SEATS),
                "health.measures: the shares of support add up to 0, not 100, in the stage where most of it applies",
                "change a share of any measure",
            ),
        )[::-1]
    )


def test_anchors_for_all_may_stand_beside_those_of_every_tier() -> None:
    text = changed("anchors_by_tier = {", "anchors = [0, 1, 2, 3]\nanchors_by_tier = {")

    assert policy_from_toml(text).health != policy_from_toml(POLICY_TEXT).health


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "name = 'a'\nnote = = 'b'",
            PolicyProblem(2, "not TOML: Invalid value", "mend this line or the one before it"),
            id="in a line",
        ),
        pytest.param(
            "name = 'a'\nnote = '''b",
            PolicyProblem(2, "not TOML: Expected \"'''\"", "mend this line or the one before it"),
            id="at the end",
        ),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(text: str, expected: PolicyProblem) -> None:
    assert refused(text) == (expected,)


def test_an_empty_file_lacks_everything() -> None:
    assert str(PolicyError(refused(""))) == (
        'line 1: "name" is missing; add name = "…"\n'
        'line 1: "note" is missing; add note = "…"\n'
        'line 1: "health" is missing; add [health] with its keys'
    )


def test_lines_are_found_in_any_way_of_writing_toml() -> None:
    text = """\
a = 1 # [not.a.table]
long = '''
b = 2
[c]
'''
both = \"\"\"d = 3\"\"\"
list = [ # [
  "e = 4 ]",
  [5, 6],
]
["t.x" . y]
'quoted key'.deep = { inline = "[" }
[[many]]
f = 7
"""

    assert key_lines(text) == {
        ("a",): 1,
        ("long",): 2,
        ("both",): 6,
        ("list",): 7,
        ("t.x",): 11,
        ("t.x", "y"): 11,
        ("t.x", "y", "quoted key", "deep"): 12,
        ("many",): 13,
        ("many", "1"): 13,
        ("many", "1", "f"): 14,
    }
