"""Whether a playbook's condition holds for an account."""

from __future__ import annotations

from domain.playbooks.playbook import Condition, PlaybookAccount


def holds(condition: Condition, account: PlaybookAccount, *, open_tasks: int = 0) -> bool:
    """`open_tasks` are those of the run, for a wait."""
    return _fits(condition, account) and _reaches(condition, account) and _is_done(condition, account, open_tasks)


def _fits(condition: Condition, account: PlaybookAccount) -> bool:
    segment = (account.segment or "").casefold()
    return (
        (not condition.tiers or account.tier in condition.tiers)
        and (not condition.segments or segment in condition.segments)
        and (not condition.stages or account.stage in condition.stages)
        and (not condition.bands or account.band in condition.bands)
    )


def _reaches(condition: Condition, account: PlaybookAccount) -> bool:
    return _is_at_least(account.worth, condition.least_arr) and _is_at_least(
        account.seat_share, condition.least_seat_share
    )


def _is_at_least(value: float | None, least: float | None) -> bool:
    return least is None or (value is not None and value >= least)


def _is_done(condition: Condition, account: PlaybookAccount, open_tasks: int) -> bool:
    has_value = account.first_value_on is not None
    return condition.first_value in {None, has_value} and condition.tasks_done in {None, open_tasks == 0}
