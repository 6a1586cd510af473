from __future__ import annotations

from domain.plans.plan import PlanGlance
from domain.success import OutcomeStatus
from fakes.tables import FakeTables


def plan_glance(account: int, tables: FakeTables) -> PlanGlance | None:
    own = [each for each in tables.outcomes.values() if each.account == account]
    counted = [each for each in own if each.status is not OutcomeStatus.CLOSED]
    if not counted:
        return None
    well = sum(each.status in {OutcomeStatus.ON_TRACK, OutcomeStatus.REACHED} for each in counted)
    behind = sum(each.status is OutcomeStatus.BEHIND for each in counted)
    days = [each.check_in_on for each in counted if each.is_open and each.check_in_on]
    return PlanGlance(len(counted), well, behind, min(days, default=None))
