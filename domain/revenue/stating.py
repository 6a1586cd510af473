"""What a rate must be to be stated."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

_CODE = re.compile(r"[A-Z]{3}")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


class RateProblem(StrEnum):
    NO_CURRENCY = "no_currency"
    BASE_ITSELF = "base_itself"
    NO_NUMBER = "no_number"
    """Not a plain decimal number above 0, of nine digits at most on either side of its point."""


def rate_problem(currency: str, rate: str, *, base: str) -> RateProblem | None:
    if not _CODE.fullmatch(currency):
        return RateProblem.NO_CURRENCY
    if currency == base:
        return RateProblem.BASE_ITSELF
    is_number = _NUMBER.fullmatch(rate) is not None and Decimal(rate) > 0
    return None if is_number else RateProblem.NO_NUMBER
