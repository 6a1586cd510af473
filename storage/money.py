"""Amounts as two columns: the smallest unit and the currency."""

from __future__ import annotations

from domain.accounts import Money


def money_columns(name: str, money: Money | None) -> dict[str, object]:
    return {f"{name}_minor": money.minor if money else None, f"{name}_currency": money.currency if money else None}


def money_from(minor: int | None, currency: str | None) -> Money | None:
    return None if minor is None or currency is None else Money(minor, currency)
