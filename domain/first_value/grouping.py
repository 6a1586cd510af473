"""Times to first value told apart by segment, tier, or the quarter in which accounts went live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from domain.accounts import Tier
from domain.first_value.rules import folded_segment
from domain.first_value.survival import TimeToValue, time_to_value
from domain.lifecycle.ports import StarterRow
from domain.lifecycle.question import ValueCut


def times_by(rows: Iterable[StarterRow], cut: ValueCut) -> Mapping[str, TimeToValue]:
    """A segment that is written in several ways is one, as it is for its rule; it is shown as it came first."""
    groups: dict[str, list[StarterRow]] = {}
    shown: dict[str, str] = {}
    for row in rows:
        name = _name(row, cut)
        groups.setdefault(shown.setdefault(folded_segment(name), name), []).append(row)
    ordered = sorted(groups, key=lambda name: _order(name, len(groups[name]), cut))
    return {name: time_to_value(row.starter for row in groups[name]) for name in ordered}


def quarter_of(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _name(row: StarterRow, cut: ValueCut) -> str:
    match cut:
        case ValueCut.SEGMENT:
            return (row.segment or "").strip()
        case ValueCut.TIER:
            return row.tier
        case _:
            return quarter_of(row.starter.began_on)


def _order(name: str, size: int, cut: ValueCut) -> tuple[bool, int, str]:
    """Those of which nothing is said stand last."""
    match cut:
        case ValueCut.SEGMENT:
            return not name, -size, name
        case ValueCut.TIER:
            return False, list(Tier).index(Tier(name)), name
        case _:
            return False, 0, name
