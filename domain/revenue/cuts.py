"""What accounts are cut by, and which of them a question is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum

from domain.revenue.ports import AccountCut


class Cut(StrEnum):
    TIER = "tier"
    SEGMENT = "segment"
    INDUSTRY = "industry"
    STARS = "stars"
    SELLER = "seller"
    OWNER = "owner"
    AGE = "age"
    """Whole years as an account on the first day of the period."""
    REASON = "reason"
    """Of churn only: the main one."""


OF_ACCOUNT = (Cut.TIER, Cut.SEGMENT, Cut.INDUSTRY, Cut.STARS, Cut.SELLER, Cut.OWNER)
OLDEST_AGE = 5
"""Years: whoever has been with us for longer stands with these."""


def value_of(account: AccountCut, cut: Cut, *, on: date) -> str | None:
    """What the account is in a cut; None where the book does not say."""
    match cut:
        case Cut.AGE:
            return _age(account.customer_since, on)
        case Cut.STARS:
            return None if account.stars is None else str(account.stars)
        case Cut.REASON:
            return None
        case _:
            found: str | None = getattr(account, cut.value)
            return found


def fits(account: AccountCut, only: Mapping[Cut, str], *, on: date) -> bool:
    """Whether the account is all that is asked for; capitals do not matter."""
    return all((value_of(account, cut, on=on) or "").casefold() == wanted.casefold() for cut, wanted in only.items())


def values_known(accounts: Iterable[AccountCut], cut: Cut, *, on: date) -> tuple[str, ...]:
    """What the accounts are in a cut, the most frequent first; what the book does not say is left out."""
    found = Counter(value_of(account, cut, on=on) for account in accounts)
    return tuple(value for value, _ in found.most_common() if value is not None)


def is_in_a_book_of(account: AccountCut, owners: Collection[str], today: date) -> bool:
    """Owned, or covered on the day."""
    return any(person in owners for person in holders_of(account, today))


def holders_of(account: AccountCut, today: date) -> tuple[str, ...]:
    """Who owns it, and who covers it on the day."""
    has_begun = account.cover_starts_on is None or account.cover_starts_on <= today
    is_over = account.cover_ends_on is not None and account.cover_ends_on < today
    cover = account.cover if has_begun and not is_over else None
    return tuple(dict.fromkeys(person for person in (account.owner, cover) if person))


def _age(since: date | None, on: date) -> str | None:
    if since is None:
        return None
    years = on.year - since.year - ((on.month, on.day) < (since.month, since.day))
    return str(min(max(0, years), OLDEST_AGE))
