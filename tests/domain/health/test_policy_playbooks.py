"""The `[playbooks]` and `[[guides]]` of the policy file: what ships, and what is said of mistakes."""

from __future__ import annotations

import pytest
from policy_samples import changed, line_with, refused
from scorecard_samples import POLICY_TEXT

from domain.accounts import LifecycleStage
from domain.errors import PolicyProblem
from domain.health.model import Band
from domain.health.policy_file import policy_from_toml
from domain.playbooks.playbook import (
    Again,
    Condition,
    EndsWhen,
    Guide,
    Playbook,
    PlaybookRules,
    Step,
    StepKind,
    StepRole,
    Trigger,
    TriggerKind,
    Wording,
)

BEFORE = POLICY_TEXT[: POLICY_TEXT.index("[playbooks.onboarding]")]
OWN = """[playbooks.upset]
title = { en = "Upset", zh = "不满" }
trigger = { when = "survey", survey = "nps", at_most = 6 }
condition = { segments = ["SMB"], bands = ["red"], first_value = false }
again = "after_days"
again_after_days = 9
ends_when = ["condition_over"]

[[playbooks.upset.steps]]
message.en = "Call them"
message.zh = "请致电"
day = 1
role = "manager"

[[playbooks.upset.steps]]
wait = {}
day = 2

[[playbooks.upset.steps]]
task.en = "Write"
task.zh = "写信"
day = 0
role = "owner"
due_in = 3
"""
GUIDE = """
[[guides]]
title = { en = "Slides", zh = "模板" }
link = "https://wiki.example.com/slides"
stages = ["onboarding"]
segments = ["SMB"]
playbook = "upset"
step = 3
"""
FIRST_LINE = BEFORE.count("\n") + 1


def line(text: str) -> int:
    """Where a line of the playbook above, or of the guide, stands."""
    return FIRST_LINE + (OWN + GUIDE)[: (OWN + GUIDE).index(text)].count("\n")


def own(old: str = "", new: str = "") -> str:
    assert old in OWN + GUIDE
    return BEFORE + (OWN + GUIDE).replace(old, new, 1)


def test_seven_ship_and_a_file_from_before_there_were_any_begins_none_by_itself() -> None:
    older = POLICY_TEXT[: POLICY_TEXT.index("[playbooks.onboarding]")]

    shipped = policy_from_toml(POLICY_TEXT).playbooks
    assert policy_from_toml(older).playbooks == PlaybookRules((), ())
    assert [playbook.name for playbook in shipped.playbooks] == [
        *("onboarding", "first_survey", "business_review", "at_risk", "renewal", "expansion", "win_back")
    ]


def test_playbooks_and_guides_are_read_as_they_are_written() -> None:
    rules = policy_from_toml(own()).playbooks

    assert rules.playbooks == (
        Playbook(
            "upset",
            Wording("Upset", "不满"),
            Trigger(TriggerKind.SURVEY, survey="nps", at_most=6),
            (
                Step(StepKind.MESSAGE, 1, Wording("Call them", "请致电"), StepRole.MANAGER),
                Step(StepKind.WAIT, 2),
                Step(StepKind.TASK, 0, Wording("Write", "写信"), due_in=3),
            ),
            Condition(segments=frozenset({"smb"}), bands=frozenset({Band.RED}), first_value=False),
            Again.AFTER_DAYS,
            9,
            frozenset({EndsWhen.CONDITION_OVER}),
        ),
    )
    stages = frozenset({LifecycleStage.ONBOARDING})
    assert rules.guides == (
        Guide(
            Wording("Slides", "模板"),
            "https://wiki.example.com/slides",
            stages,
            frozenset({"smb"}),
            *("upset", 3),
        ),
    )


@pytest.mark.parametrize(
    "trigger",
    [
        '{ when = "by_hand" }',
        '{ when = "band_up" }',
        '{ when = "band_down", band = "yellow" }',
        '{ when = "stage", stage = "renewal" }',
        '{ when = "condition" }',
        '{ when = "survey", survey = "nps", at_least = 9 }',
        '{ when = "date", of = "first_value", days = -3 }',
    ],
)
def test_every_trigger_can_be_written(trigger: str) -> None:
    assert policy_from_toml(own('{ when = "survey", survey = "nps", at_most = 6 }', trigger)).playbooks.playbooks


@pytest.mark.parametrize(
    ("old", "new", "place", "problem", "fix"),
    [
        pytest.param(
            'role = "manager"',
            'role = "boss"',
            'role = "manager"',
            'playbooks.upset.steps.1: "role" is "boss", not one of owner, cover, manager, seller, product',
            "known here: owner, cover, manager, seller, product",
            id="an unknown role",
        ),
        pytest.param(
            "wait = {}",
            'message = { en = "a", zh = "b" }\nrole = "owner"\ncounted = "working"',
            "day = 0",
            "playbooks.upset.steps.3: day 0 is before day 2 of the step above",
            "put the steps in the order of their days; after a wait they are counted from its end",
            id="steps out of order",
        ),
        pytest.param(
            "wait = {}",
            'wait = {}\ntask = { en = "a", zh = "b" }\nrole = "owner"',
            "[[playbooks.upset.steps]]\nwait",
            "playbooks.upset.steps.2: a step is one of task, message, wait",
            "name one of them, as in task = { en = …, zh = … }",
            id="two things in one step",
        ),
        pytest.param(
            'task.zh = "写信"\n',
            "",
            "[[playbooks.upset.steps]]\ntask",
            'playbooks.upset.steps.3.task: "zh" is missing',
            'add zh = "…"',
            id="a language left out",
        ),
        pytest.param(
            'task.zh = "写信"\n',
            'task.zh = " "\n',
            "task.zh",
            'playbooks.upset.steps.3.task: "zh" is " ", not a text on one line, 150 letters at most',
            'write zh = "…"',
            id="nothing to read",
        ),
        pytest.param(
            ", at_most = 6",
            "",
            "trigger",
            "playbooks.upset.trigger: it does not say which answers are meant",
            "add at_most = 6 or at_least = 9",
            id="no answer is meant",
        ),
        pytest.param(
            'condition = { segments = ["SMB"], bands = ["red"], first_value = false }\n',
            "",
            "ends_when",
            'playbooks.upset: "ends_when" names condition_over, and there is no condition',
            "add condition = { … }, or take condition_over away",
            id="ends by a condition that is not there",
        ),
        pytest.param(
            "first_value = false",
            "first_value = 0",
            "condition",
            'playbooks.upset.condition: "first_value" is 0, not true or false',
            "write first_value = true or first_value = false",
            id="neither true nor false",
        ),
        pytest.param(
            "first_value = false",
            "tasks_done = true",
            "condition",
            'playbooks.upset.condition: unknown key "tasks_done"',
            "known here: tiers, segments",
            id="tasks are done within a run only",
        ),
        pytest.param(
            'segments = ["SMB"], bands',
            "segments = [], bands",
            "condition",
            'playbooks.upset.condition: "segments" is [], not a list of texts',
            'write for example segments = ["…"]',
            id="no segment",
        ),
        pytest.param(
            "https://wiki",
            "http://wiki",
            "link",
            'guides.1: "link" is no address that begins with https://',
            'write link = "https://…"',
            id="a link that is not safe",
        ),
        pytest.param(
            "example.com/slides",
            "example.com/<!channel>|",
            "link",
            'guides.1: "link" is no address that begins with https://',
            'write link = "https://…"',
            id="a link that is live",
        ),
        pytest.param(
            'playbook = "upset"',
            'playbook = "calm"',
            'playbook = "upset"',
            'guides.1: no playbook is called "calm"',
            "known here: upset",
            id="a guide of no playbook",
        ),
        pytest.param(
            'playbook = "upset"\n',
            "",
            'playbook = "upset"',
            'guides.1: "step" is of no playbook',
            'add playbook = "…"',
            id="a guide for a step of nothing",
        ),
        pytest.param(
            "step = 3",
            "step = 4",
            "step = 3",
            "guides.1: upset has 3 steps, not 4",
            "write a number from 1 to 3",
            id="a guide for no step",
        ),
    ],
)
def test_a_mistake_is_refused_with_its_line_and_what_mends_it(
    old: str, new: str, place: str, problem: str, fix: str
) -> None:
    found, *more = refused(own(old, new))

    later = new.count("\n") - old.count("\n") if line(place) > line(old) else 0
    assert (found.line, found.problem, more) == (line(place) + later, problem, [])
    assert found.fix.startswith(fix)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (OWN[: OWN.index("[[")], "playbooks.upset: it has no steps"),
        (OWN[: OWN.index("[[")] + "steps = 3\n", 'playbooks.upset: "steps" is 3, not a list of tables'),
        (
            OWN[: OWN.index("[[")] + "[[playbooks.upset.steps]]\nwait = {}\nday = 1\n",
            "playbooks.upset: it only waits",
        ),
        (
            OWN + "[[playbooks.upset.steps]]\nwait = {}\nday = 1\n",
            "playbooks.upset.steps.4: the last step is a wait for nothing",
        ),
        (
            OWN + '[[playbooks.upset.steps]]\nmessage = { en = "a", zh = "b" }\nday = 1\nrole = "owner"\n' * 28,
            "playbooks.upset: 31 steps are more than 30",
        ),
        (OWN + "[[playbooks.upset.steps]]\nday = 1\nrole = 'owner'\n", "a step is one of task, message, wait"),
        (
            OWN.replace("playbooks.upset", 'playbooks."on hold"'),
            'playbooks: "on hold" is no name for a playbook',
        ),
        (
            OWN.replace('"survey", survey = "nps", at_most = 6', '"condition"')
            .replace('condition = { segments = ["SMB"], bands = ["red"], first_value = false }\n', "")
            .replace('ends_when = ["condition_over"]\n', ""),
            "playbooks.upset: it enters when its condition becomes true, and has none",
        ),
        (
            OWN.replace('"survey", survey = "nps", at_most = 6', '"account_left"').replace(
                '"condition_over"', '"account_left"'
            ),
            "playbooks.upset: it enters when the account left, and would end by that at once",
        ),
    ],
)
def test_what_makes_no_playbook_is_refused(text: str, problem: str) -> None:
    assert problem in " ".join(found.problem for found in refused(BEFORE + text))


def test_the_shipped_expansion_enters_who_is_well_and_has_nearly_all_seats_taken() -> None:
    share = changed("least_seat_share = 0.9", "least_seat_share = 0")

    [problem] = refused(share)
    assert problem == PolicyProblem(
        line_with("least_seat_share = 0.9"),
        'playbooks.expansion.condition: "least_seat_share" is 0, not a number above 0, up to 10',
        "write a number, as in least_seat_share = 1",
    )
