"""Dividing an amount so that the parts add up to it again."""

from __future__ import annotations

from collections.abc import Sequence


def divided(whole: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`whole` in proportion to the weights, exactly: the largest remainders go up, of equal ones the first.

    No weight is negative; where all are zero, all share alike.
    """
    total = sum(weights)
    if not total:
        weights, total = [1] * len(weights), len(weights)
    floors = [whole * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(whole * weights[place] % total))
    raised = set(by_remainder[: whole - sum(floors)])
    return tuple(floor + (place in raised) for place, floor in enumerate(floors))
