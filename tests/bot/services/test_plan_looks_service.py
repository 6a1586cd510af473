"""`/cs plan` and `/cs plans`: one account's plan, or accounts by how their plans go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from plan_desk import SAVE, TODAY, Planning
from touch_desk import DANA, EYES, LIN, OMAR, PRIYA

from domain.accounts import AccountStatus
from domain.errors import AccountNotFoundError, NotAllowedError, OutsideBookError
from domain.filter_words import HelpWanted, Scope
from domain.permissions import Member
from domain.plans.answer import PlanList, PlanLook
from domain.plans.policy import SHIPPED_PLANS, PlanRules
from domain.plans.ports import PlansOf
from domain.ports import PublishedPolicy


@pytest.fixture
def desk() -> Planning:
    made = Planning()
    made.agree()
    made.agree(replace(SAVE, title="Another"), account="2")
    made.library.tables.links["C1"] = [1]
    return made


def listed(desk: Planning, text: str = "", *, by: Member = DANA, offset: int = 0) -> PlanList:
    answer = desk.looks.listed(by, text, today=TODAY, offset=offset)
    assert isinstance(answer, PlanList)
    return answer


def test_the_plan_of_an_account_is_shown_by_its_name_and_in_its_channel(desk: Planning) -> None:
    for text, channel in (("acme", None), ("", "C1")):
        look = desk.looks.shown(DANA, text, channel=channel, today=TODAY)

        assert isinstance(look, PlanLook)
        assert (look.name, look.owner, look.may_write, look.has_left) == ("Acme", "U0DANA", True, False)
        assert [each.outcome.title for each in look.plan.outcomes] == ["Save 80 hours a month"]


def test_without_an_account_the_list_is_shown(desk: Planning) -> None:
    assert isinstance(desk.looks.shown(DANA, "", channel="C2", today=TODAY), PlanList)
    assert desk.looks.shown(DANA, "help", channel=None, today=TODAY) == HelpWanted()
    assert isinstance(desk.looks.listed(DANA, "acme", today=TODAY), PlanLook)


def test_who_only_looks_sees_the_plan_and_may_not_write_it(desk: Planning) -> None:
    assert desk.looks.of_account(EYES, "1", today=TODAY).may_write is False


def test_the_plan_of_an_account_that_has_left_is_history(desk: Planning) -> None:
    desk.library.tables.accounts[1] = replace(desk.library.tables.accounts[1], status=AccountStatus.CHURNED)

    look = desk.looks.of_account(DANA, "1", today=TODAY)

    assert (look.has_left, look.may_write) == (True, False)


def test_sight_holds_for_plans(desk: Planning) -> None:
    with pytest.raises(OutsideBookError):
        desk.looks.of_account(LIN, "1", today=TODAY)
    with pytest.raises(OutsideBookError):
        desk.looks.listed(LIN, "all", today=TODAY)
    with pytest.raises(OutsideBookError):
        desk.looks.history(LIN, "1", today=TODAY)
    with pytest.raises(NotAllowedError):
        desk.looks.listed(PRIYA, "", today=TODAY)
    with pytest.raises(AccountNotFoundError):
        desk.looks.listed(DANA, "nobody at all", today=TODAY)


def test_a_list_is_mine_unless_another_is_asked_for(desk: Planning) -> None:
    mine, everybody, lins = listed(desk), listed(desk, "all none"), listed(desk, "@lin")

    assert (mine.wanted.scope, [row.name for row in mine.page.rows]) == (Scope.MINE, ["Acme", "Blue Harbour"])
    assert [row.name for row in everybody.page.rows] == ["青禾科技"]
    assert (lins.wanted.person, [row.name for row in lins.page.rows]) == ("U0LIN", ["青禾科技"])
    assert listed(desk, by=OMAR).wanted.scope is Scope.TEAM


def test_a_page_that_is_gone_is_the_last_one_that_is_there(desk: Planning) -> None:
    late = listed(desk, offset=8)

    assert (late.offset, len(late.page.rows)) == (0, 2)


def test_what_the_policy_says_holds(desk: Planning) -> None:
    assert desk.looks.history(DANA, "1", today=TODAY).rules == SHIPPED_PLANS
    text = (
        (Path(__file__).parents[3] / "policy.toml")
        .read_text(encoding="utf-8")
        .replace("check_in_months = 3", "check_in_months = 1")
    )
    desk.library.tables.policies.append(PublishedPolicy(1, text, desk.now, "U1"))
    assert desk.looks.history(DANA, "1", today=TODAY).rules == PlanRules(SHIPPED_PLANS.tolerance, 1)


@pytest.mark.parametrize(("word", "which"), [("落后", PlansOf.BEHIND), ("due", PlansOf.DUE), ("无计划", PlansOf.NONE)])
def test_a_list_is_cut_by_what_was_asked(desk: Planning, word: str, which: PlansOf) -> None:
    assert listed(desk, f"team {word}", by=OMAR).wanted.which is which
