"""The statements behind lists of renewals: the whole list in few columns, one page in many, and what has no day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, exists, func, select, true

from domain.accounts import AccountStatus, Cover, RenewalStep, Tier
from domain.health.model import Band
from domain.renewals.listing import DueRenewal, RenewalFilter, RenewalRow
from domain.renewals.renewal import ForecastCategory, OutcomeKind
from storage.books import in_a_book_of
from storage.money import arr_from
from storage.renewals.values import renewal_from
from storage.standing_values import play_glance_from, task_glance_from
from storage.tables import AccountRow, StandingRow, VoiceRow, table_of
from storage.tables import RenewalRow as RenewalTable

_ACCOUNT = table_of(AccountRow)
_STANDING = table_of(StandingRow)
_RENEWAL = table_of(RenewalTable)
_VOICE = table_of(VoiceRow)
_ALL = _RENEWAL.join(_ACCOUNT, _ACCOUNT.c.id == _RENEWAL.c.account).outerjoin(
    _STANDING, _STANDING.c.account == _RENEWAL.c.account
)
_LIVE = _ACCOUNT.c.status != AccountStatus.CHURNED
_OPEN = _RENEWAL.c.outcome.is_(None)
_LISTED = _LIVE & _OPEN | _RENEWAL.c.outcome.is_not(None) & (_RENEWAL.c.outcome != OutcomeKind.MOVED)
_HAS_ASKED = exists().where(_VOICE.c.account == _RENEWAL.c.account).correlate(_RENEWAL).label("has_asked")
_NARROW = (
    *(_RENEWAL.c[name] for name in ("id", "account", "due_on", "arr_minor", "arr_currency", "forecast")),
    *(_RENEWAL.c[name] for name in ("proposed_minor", "proposed_currency", "step", "notice_received_on")),
    *(_STANDING.c[name] for name in ("band", "shown", "cap")),
    *(_RENEWAL.c[name] for name in ("outcome", "final_minor", "final_currency", "snoozed_until")),
)
_BESIDE = (
    *(_ACCOUNT.c[name] for name in ("name", "owner", "cover", "cover_starts_on", "cover_ends_on")),
    *(_ACCOUNT.c[name] for name in ("tier", "segment", "open_tasks", "open_plays")),
    *(_STANDING.c[name] for name in ("band", "shown", "trend", "last_two_way_on", "policy_version")),
)


def due_renewals(wanted: RenewalFilter) -> Select[Any]:
    order = (_RENEWAL.c.due_on, func.coalesce(_RENEWAL.c.arr_minor, 0).desc(), _RENEWAL.c.id)
    return (
        select(*_NARROW).select_from(_ALL).where(_LISTED, *_of_renewal(wanted), *_of_account(wanted)).order_by(*order)
    )


def pages_rows(renewals: Sequence[int]) -> Select[Any]:
    beside = (column.label(f"beside_{column.name}") for column in _BESIDE)
    return select(_RENEWAL, *beside, _HAS_ASKED).select_from(_ALL).where(_RENEWAL.c.id.in_(renewals))


def undated_accounts(wanted: RenewalFilter) -> Select[Any]:
    """With the number of all of them beside each."""
    has_open = select(_RENEWAL.c.id).where(_RENEWAL.c.account == _ACCOUNT.c.id, _OPEN).exists()
    return (
        select(_ACCOUNT.c.id, _ACCOUNT.c.name, _ACCOUNT.c.owner)
        .select_from(_ACCOUNT.outerjoin(_STANDING, _STANDING.c.account == _ACCOUNT.c.id))
        .where(_LIVE, ~has_open, *_of_account(wanted))
        .order_by(_ACCOUNT.c.name, _ACCOUNT.c.id)
    )


def due_renewal_from(row: Sequence[Any]) -> DueRenewal:
    number, account, due_on, arr, arr_currency, category, proposed, proposed_currency, step, notice, *rest = row
    band, shown, cap, outcome, final, final_currency, snoozed_until = rest
    return DueRenewal(
        renewal=number,
        account=account,
        due_on=due_on,
        arr=arr_from(arr, arr_currency),
        category=_CATEGORIES[category],
        proposed=arr_from(proposed, proposed_currency),
        step=_STEPS[step],
        notice_received=notice is not None,
        band=_BANDS[band] if shown is not None else None,
        shown=shown,
        capped=cap is not None,
        outcome=_OUTCOMES[outcome],
        final=arr_from(final, final_currency),
        snoozed_until=snoozed_until,
    )


def renewal_row_from(row: RowMapping, *, today: date) -> RenewalRow:
    beside = {column.name: row[f"beside_{column.name}"] for column in _BESIDE}
    return RenewalRow(
        renewal=renewal_from(row),
        name=beside["name"],
        owner=beside["owner"],
        cover=_cover(beside, today),
        tier=Tier(beside["tier"]),
        segment=beside["segment"],
        band=_BANDS[beside["band"]] if beside["shown"] is not None else None,
        shown=beside["shown"],
        trend=beside["trend"],
        last_two_way_on=beside["last_two_way_on"],
        tasks=task_glance_from(beside["open_tasks"]),
        policy_version=beside["policy_version"],
        has_asked=row["has_asked"],
        plays=play_glance_from(beside["open_plays"]),
    )


def _cover(beside: Mapping[str, Any], today: date) -> str | None:
    if not beside["cover"]:
        return None
    cover = Cover(beside["cover"], beside["cover_starts_on"], beside["cover_ends_on"])
    return cover.member if cover.holds(today) else None


def _of_renewal(wanted: RenewalFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.due_from:
        conditions.append(_RENEWAL.c.due_on >= wanted.due_from)
    if wanted.due_until:
        conditions.append(_RENEWAL.c.due_on <= wanted.due_until)
    if wanted.category:
        conditions.append(_RENEWAL.c.forecast == wanted.category)
    return [*conditions, _OPEN] if wanted.open_only else conditions


def _of_account(wanted: RenewalFilter) -> list[ColumnElement[bool]]:
    return [
        _ACCOUNT.c.tier == wanted.tier if wanted.tier else true(),
        func.lower(_ACCOUNT.c.segment) == wanted.segment.lower() if wanted.segment else true(),
        _STANDING.c.band == wanted.band if wanted.band else true(),
        _covered(wanted.owners, wanted.today),
    ]


def _covered(owners: Sequence[str] | None, today: date) -> ColumnElement[bool]:
    return true() if owners is None else in_a_book_of(owners, today)


_BANDS: dict[str | None, Band | None] = {None: None, **{band.value: band for band in Band}}
_CATEGORIES: dict[str | None, ForecastCategory | None] = {None: None, **{each.value: each for each in ForecastCategory}}
_STEPS: dict[str | None, RenewalStep | None] = {None: None, **{step.value: step for step in RenewalStep}}
_OUTCOMES: dict[str | None, OutcomeKind | None] = {None: None, **{kind.value: kind for kind in OutcomeKind}}
