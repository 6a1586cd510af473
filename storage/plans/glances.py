"""What accounts' cards say of success plans: counted anew by whoever writes an outcome, one statement for many."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, case, func, select, update

from domain.plans.plan import PlanGlance
from domain.success import OutcomeStatus
from storage.chunks import LOOKED_UP, chunks
from storage.standing_values import plan_glance_text
from storage.tables import AccountRow, SuccessOutcomeRow, table_of

_ACCOUNT = table_of(AccountRow)
_OUTCOME = table_of(SuccessOutcomeRow)
_WELL = (OutcomeStatus.ON_TRACK.value, OutcomeStatus.REACHED.value)
_OVER = (OutcomeStatus.REACHED.value, OutcomeStatus.CLOSED.value)
_KEEP = update(_ACCOUNT).where(_ACCOUNT.c.id == bindparam("wanted")).values(success_plan=bindparam("said"))


def glances() -> Select[Any]:
    """One row an account that has outcomes; what was given up counts neither way."""
    status = _OUTCOME.c.status
    return (
        select(
            _OUTCOME.c.account,
            func.count().label("outcomes"),
            func.count(case((status.in_(_WELL), 1))).label("well"),
            func.count(case((status == OutcomeStatus.BEHIND.value, 1))).label("behind"),
            func.min(case((status.not_in(_OVER), _OUTCOME.c.check_in_on))).label("check_in_on"),
        )
        .where(status != OutcomeStatus.CLOSED.value)
        .group_by(_OUTCOME.c.account)
    )


def glance_from(row: RowMapping) -> PlanGlance:
    return PlanGlance(row["outcomes"], row["well"], row["behind"], row["check_in_on"])


def glances_of(connection: Connection, accounts: Collection[int]) -> dict[int, PlanGlance]:
    found: dict[int, PlanGlance] = {}
    for some in chunks(sorted(set(accounts)), LOOKED_UP):
        rows = connection.execute(glances().where(_OUTCOME.c.account.in_(some))).mappings()
        found |= {row["account"]: glance_from(row) for row in rows}
    return found


def refresh_plans(connection: Connection, accounts: Collection[int]) -> None:
    """Two who write outcomes of one account at once wait for each other, else its card would miss one of them."""
    wanted = sorted(set(accounts))
    if not wanted:
        return
    for some in chunks(wanted, LOOKED_UP):
        held = select(_ACCOUNT.c.id).where(_ACCOUNT.c.id.in_(some)).order_by(_ACCOUNT.c.id)
        connection.execute(held.with_for_update(key_share=True)).all()
    counted = glances_of(connection, wanted)
    said = [{"wanted": each, "said": plan_glance_text(counted.get(each))} for each in wanted]
    connection.execute(_KEEP, said)
