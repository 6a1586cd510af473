"""What customers ask for: a request, and the voices of those who ask for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.accounts import AccountStatus, LifecycleStage, Money
from domain.health.model import Band


class RequestState(StrEnum):
    NEW = "new"
    NEEDS_DETAIL = "needs_detail"
    UNDER_REVIEW = "under_review"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    SHIPPED = "shipped"
    DECLINED = "declined"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        return self not in _OVER

    @property
    def is_decided(self) -> bool:
        """Whether product has said yes or no."""
        return self not in {RequestState.NEW, RequestState.NEEDS_DETAIL, RequestState.UNDER_REVIEW}


_THREAD = re.compile(r"[?&]thread_ts=(\d+\.\d+)")
_OVER = frozenset({RequestState.SHIPPED, RequestState.DECLINED, RequestState.DUPLICATE, RequestState.WITHDRAWN})


class Importance(StrEnum):
    """How much it matters to whoever asks."""

    NICE = "nice"
    IMPORTANT = "important"
    MUST = "must"

    @property
    def rank(self) -> int:
        return list(Importance).index(self)


class Asker(StrEnum):
    ACCOUNT = "account"
    PROSPECT = "prospect"
    INTERNAL = "internal"


class DeclineReason(StrEnum):
    OUT_OF_SCOPE = "out_of_scope"
    HAS_WORKAROUND = "has_workaround"
    TOO_FEW = "too_few"
    TOO_COSTLY = "too_costly"
    EXISTS = "exists"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ProductArea:
    """A part of the product with its channel and who decides there; `is_default` takes what nobody assigned."""

    id: int
    name: str
    channel: str
    manager: str
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The message that a voice was taken from.

    Of one that several accounts' voices were taken from, only the first has its place; the others have its link.
    """

    channel: str
    ts: str
    permalink: str = ""

    @property
    def thread(self) -> str:
        """The first message of its thread, which the address of an answer names."""
        found = _THREAD.search(self.permalink)
        return found[1] if found else self.ts


@dataclass(frozen=True, slots=True)
class AccountThen:
    """How the account stood when it asked; today's values are read anew."""

    arr: Money | None = None
    band: Band | None = None
    stage: LifecycleStage | None = None
    status: AccountStatus | None = None
    renews_on: date | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """One account (or prospect, or somebody of ours) asking for it, in its own words.

    `name` is the prospect's. `came_from` is the request it was brought in under, where that was merged into this one.
    """

    id: int
    request: int
    asker: Asker
    by: str
    at: datetime
    importance: Importance
    account: int | None = None
    name: str = ""
    quote: str = ""
    contact: str = ""
    workaround: str = ""
    blocks_renewal: bool = False
    source: Source | None = None
    then: AccountThen = AccountThen()
    came_from: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """`owner` decides on it, `target` is what was promised in words; `into` is the request it was merged into.

    `in_backlog`: accepted, for no time that was promised. It is snoozed until the first of what stands in `snoozed_…`
    comes true (`snoozed_arr` is in the base currency's smallest unit). `waiting_since` is when the time to decide began
    anew, None where it runs since the request came in.
    `version` goes up with every change: of two people at once the second hears what the first did.
    """

    id: int
    title: str
    problem: str
    area: int
    by: str
    at: datetime
    state: RequestState = RequestState.NEW
    owner: str | None = None
    target: str = ""
    decided_at: datetime | None = None
    reason: DeclineReason | None = None
    words: str = ""
    snoozed_until: date | None = None
    into: int | None = None
    version: int = 1
    in_backlog: bool = False
    snoozed_accounts: int | None = None
    snoozed_arr: int | None = None
    merged_at: datetime | None = None
    waiting_since: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    @property
    def is_snoozed(self) -> bool:
        return any(each is not None for each in (self.snoozed_until, self.snoozed_accounts, self.snoozed_arr))

    @property
    def waits_since(self) -> datetime:
        return self.waiting_since or self.at


def waited_days(request: Request, *, today: date) -> int:
    """Since it was first asked for; what is over waits no longer than until it was decided."""
    until = request.decided_at.date() if request.decided_at and not request.is_open else today
    return max(0, (until - request.at.date()).days)


def about_request(request: int) -> str:
    return f"request:{request}"
