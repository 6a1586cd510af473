"""What services need of the book about renewals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.renewals.listing import DueRenewal, RenewalFilter, RenewalRow, UndatedPage
from domain.renewals.renewal import Churn, Forecast, Renewal
from domain.renewals.terms import ContractTerm, TermLine


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that fell due; each is recorded once for a renewal and its `days_before`."""

    renewal: int
    days_before: int
    on: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class StoredScore:
    """A score as it was stored on `day`."""

    account: int
    day: date
    shown: int


class Renewals(Protocol):
    """The renewals of the book; each list is a constant number of statements."""

    def of(self, renewal: int) -> Renewal | None: ...
    def of_account(self, account: int) -> Sequence[Renewal]:
        """All of an account, oldest due day first, closed ones too."""
        ...

    def due(self, wanted: RenewalFilter) -> Sequence[DueRenewal]:
        """Every renewal of a list, by due day, then the largest ARR first; moved ones left out."""
        ...

    def rows(self, renewals: Sequence[int], *, today: date) -> Sequence[RenewalRow]:
        """The rows of one page, in the order asked for; `cover` is who stands in `today`."""
        ...

    def undated(self, wanted: RenewalFilter, *, offset: int, limit: int) -> UndatedPage:
        """Live accounts of the same scope without an open renewal that has a day."""
        ...

    def add(self, renewals: Iterable[Renewal]) -> Sequence[int]:
        """New ones (their `id` and `version` do not count), and the numbers that they get."""
        ...

    def save(self, renewal: Renewal) -> bool:
        """Writes what is not its key; False, and nothing written, when `version` is not the stored one any more."""
        ...

    def save_all(self, renewals: Iterable[Renewal]) -> None:
        """`save` for many at once; those that somebody changed meanwhile are left as they are."""
        ...

    def remove(self, renewals: Iterable[int]) -> None: ...
    def note_forecast(self, renewal: int, forecast: Forecast) -> None:
        """Adds to the history; the present one stands in the renewal itself."""
        ...

    def note_forecasts(self, said: Mapping[int, Forecast]) -> None:
        """`note_forecast` for many renewals at once."""
        ...

    def forecasts(self, renewal: int) -> Sequence[Forecast]:
        """Newest first."""
        ...

    def resolved(self) -> Sequence[Renewal]:
        """Every closed one, moved ones too: what renewal rates and the curve are made of."""
        ...

    def stored_scores(self, moments: Iterable[tuple[int, date]], *, reach_days: int) -> Sequence[StoredScore | None]:
        """For each (account, day): the stored score of the last day <= day, at most `reach_days` older, else None."""
        ...


class ContractTerms(Protocol):
    """Contracts with their lines, one term each, and the writing of the next term when a renewal is won."""

    def hold(self) -> None:
        """Nobody else brings renewals up to their contracts until this transaction ends; to be said first in it."""
        ...

    def all(self, accounts: Sequence[int] | None = None) -> Sequence[ContractTerm]: ...
    def renewals(self, accounts: Sequence[int] | None = None) -> Sequence[Renewal]:
        """The renewals that the terms of these accounts already have, closed ones too."""
        ...

    def open_term(
        self,
        after: int,
        *,
        starts_on: date,
        ends_on: date | None,
        lines: Iterable[TermLine],
        signed_on: date,
        at: datetime,
    ) -> int:
        """A contract for the term after contract `after`, with its habits (notice, auto-renewal); its number."""
        ...

    def add_lines(self, contract: int, lines: Iterable[TermLine], *, after: int, at: datetime) -> None:
        """More of the same term: what another renewal of contract `after` goes on with."""
        ...

    def drop_lines(self, contract: int, *, currency: str, at: datetime) -> None:
        """The lines whose ARR is in that currency; those without an amount stay."""
        ...

    def remove(self, contract: int, *, at: datetime) -> None: ...


class Churns(Protocol):
    def record(self, churn: Churn) -> int: ...
    def of_renewal(self, renewal: int) -> Churn | None: ...
    def remove(self, churn: int) -> None: ...
    def all(self, accounts: Collection[int] | None = None) -> Sequence[Churn]:
        """Of these accounts, None: of all; by day."""
        ...


class Departures(Protocol):
    """Accounts that leave and come back."""

    def leave(self, account: int, *, on: date, at: datetime) -> None:
        """Churned from `on` on; the account stays in the book."""
        ...

    def come_back(self, account: int, *, at: datetime) -> None:
        """As it was before it left: in onboarding still, or live."""
        ...


class Reminders(Protocol):
    def record(self, reminders: Iterable[Reminder]) -> int:
        """How many were new; one that is there already stays as it is."""
        ...

    def of(self, renewals: Sequence[int]) -> Sequence[Reminder]: ...
