"""Accounts with their plans, page by page: two statements however many there are."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, RowMapping, func, select, true

from domain.health.ports import StandingFilter
from domain.plans.plan import PlanGlance
from domain.plans.ports import PlanPage, PlanRow, PlansOf
from storage.plans.glances import glances
from storage.standings import of_wanted_accounts
from storage.tables import AccountRow, table_of

_ACCOUNT = table_of(AccountRow)


def plan_page(
    connection: Connection, wanted: StandingFilter, which: PlansOf, *, today: date, offset: int, limit: int
) -> PlanPage:
    plan = glances().subquery()
    books = of_wanted_accounts(wanted)
    has_plan, is_behind, is_due = plan.c.account.is_not(None), plan.c.behind > 0, plan.c.check_in_on <= today
    kept = {
        PlansOf.EVERY: true(),
        PlansOf.BEHIND: is_behind,
        PlansOf.DUE: is_due,
        PlansOf.NONE: plan.c.account.is_(None),
    }[which]
    joined = _ACCOUNT.outerjoin(plan, plan.c.account == _ACCOUNT.c.id)
    listed = (
        select(_ACCOUNT.c.id, _ACCOUNT.c.name, _ACCOUNT.c.owner, plan)
        .select_from(joined)
        .where(*books, kept)
        .order_by(
            func.coalesce(plan.c.behind, 0).desc(),
            plan.c.account.is_(None),
            plan.c.check_in_on.is_(None),
            plan.c.check_in_on,
            _ACCOUNT.c.name,
            _ACCOUNT.c.id,
        )
        .offset(offset)
        .limit(limit)
    )
    rows = tuple(_row_from(row) for row in connection.execute(listed).mappings())
    counts = select(*(func.count().filter(each) for each in (kept, true(), has_plan, is_behind, is_due)))
    found = connection.execute(counts.select_from(joined).where(*books)).one()
    return PlanPage(rows, found[0], found[1], planned=found[2], behind=found[3], due=found[4])


def _row_from(row: RowMapping) -> PlanRow:
    glance = None
    if row["account"] is not None:
        glance = PlanGlance(row["outcomes"], row["well"], row["behind"], row["check_in_on"])
    return PlanRow(row["id"], row["name"], row["owner"], glance)
