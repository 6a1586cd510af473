"""What a change to a row says to a person: amounts with their currency, contracts by the number people know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.accounts import Money

Differences = Mapping[str, tuple[object, object]]
_MINOR, _CURRENCY = "_minor", "_currency"


def told(differences: Differences, values: Mapping[str, Any]) -> dict[str, tuple[object, object]]:
    """`values` is the row before the change."""
    said = dict(differences)
    amounts = {name.removesuffix(_MINOR) for name in said if name.endswith(_MINOR)}
    amounts |= {name.removesuffix(_CURRENCY) for name in said if f"{name.removesuffix(_CURRENCY)}{_MINOR}" in values}
    for name in amounts:
        after = {**values, **{column: pair[1] for column, pair in differences.items()}}
        said.pop(f"{name}{_MINOR}", None)
        said.pop(f"{name}{_CURRENCY}", None)
        said[name] = (_amount(name, values), _amount(name, after))
    return said


def _amount(name: str, values: Mapping[str, Any]) -> Money | None:
    minor, currency = values.get(f"{name}{_MINOR}"), values.get(f"{name}{_CURRENCY}")
    return None if minor is None or currency is None else Money(minor, currency)
