"""Amounts as two columns: the smallest unit and the currency."""

from __future__ import annotations

from domain.accounts import Money


def money_columns(name: str, money: Money | None) -> dict[str, object]:
    return {f"{name}_minor": money.minor if money else None, f"{name}_currency": money.currency if money else None}


def arr_from(minor: int | None, currency: str | None) -> Money | None:
    """ARR as it counts: what stands below zero is a credit that was written as ARR, and counts as none."""
    return money_from(None if minor is None else max(minor, 0), currency)


def money_from(minor: int | None, currency: str | None) -> Money | None:
    return None if minor is None or currency is None else Money(minor, currency)
