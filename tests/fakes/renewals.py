from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.accounts import AccountMatch, AccountStatus, RenewalStep
from domain.renewals.listing import DueRenewal, RenewalFilter, RenewalRow, UndatedPage
from domain.renewals.ports import Reminder, StoredScore
from domain.renewals.renewal import Churn, Forecast, OutcomeKind, Renewal
from domain.renewals.terms import MADE_UP, ContractTerm, TermLine, free_number
from fakes.accounts import in_a_book_of
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeRenewals:
    tables: FakeTables

    def of(self, renewal: int) -> Renewal | None:
        return self.tables.renewals.get(renewal)

    def of_account(self, account: int) -> Sequence[Renewal]:
        mine = [renewal for renewal in self.tables.renewals.values() if renewal.account == account]
        return sorted(mine, key=lambda renewal: (renewal.due_on, renewal.id))

    def due(self, wanted: RenewalFilter) -> Sequence[DueRenewal]:
        listed = [renewal for renewal in self.tables.renewals.values() if self._is_wanted(renewal, wanted)]
        return [self._narrow(renewal) for renewal in sorted(listed, key=_by_due_day)]

    def rows(self, renewals: Sequence[int], *, today: date) -> Sequence[RenewalRow]:
        known = [self.tables.renewals[number] for number in renewals if number in self.tables.renewals]
        return [self._row(renewal, today) for renewal in known]

    def undated(self, wanted: RenewalFilter, *, offset: int, limit: int) -> UndatedPage:
        dated = {renewal.account for renewal in self.tables.renewals.values() if renewal.is_open}
        found = [
            AccountMatch(account.id, account.name, 1.0, exact=True, owner=account.owner)
            for account in sorted(self.tables.accounts.values(), key=lambda account: (account.name, account.id))
            if account.status is not AccountStatus.CHURNED and account.id not in dated
            if self._is_of_wanted_account(account.id, wanted)
        ]
        return UndatedPage(tuple(found[offset : offset + limit]), len(found))

    def add(self, renewals: Iterable[Renewal]) -> Sequence[int]:
        added = []
        for renewal in renewals:
            number = max(self.tables.renewals, default=0) + 1
            self.tables.renewals[number] = replace(renewal, id=number, version=1)
            added.append(number)
        return added

    def save(self, renewal: Renewal) -> bool:
        known = self.tables.renewals.get(renewal.id)
        if known is None or known.version != renewal.version:
            return False
        self.tables.renewals[renewal.id] = replace(renewal, version=renewal.version + 1)
        return True

    def save_all(self, renewals: Iterable[Renewal]) -> None:
        for renewal in renewals:
            self.save(renewal)

    def remove(self, renewals: Iterable[int]) -> None:
        for number in renewals:
            self.tables.renewals.pop(number, None)

    def note_forecast(self, renewal: int, forecast: Forecast) -> None:
        self.tables.forecasts.setdefault(renewal, []).append(forecast)

    def note_forecasts(self, said: Mapping[int, Forecast]) -> None:
        for renewal, forecast in said.items():
            self.note_forecast(renewal, forecast)

    def forecasts(self, renewal: int) -> Sequence[Forecast]:
        return self.tables.forecasts.get(renewal, [])[::-1]

    def resolved(self) -> Sequence[Renewal]:
        closed = [renewal for renewal in self.tables.renewals.values() if not renewal.is_open]
        return sorted(closed, key=lambda renewal: (renewal.due_on, renewal.id))

    def stored_scores(self, moments: Iterable[tuple[int, date]], *, reach_days: int) -> Sequence[StoredScore | None]:
        return [self._stored_score(account, day, reach_days) for account, day in moments]

    def _stored_score(self, account: int, day: date, reach_days: int) -> StoredScore | None:
        since = day - timedelta(reach_days)
        known = [each for each in self.tables.snapshots if each.account == account and since <= each.day <= day]
        last = max(known, key=lambda snapshot: (snapshot.day, snapshot.revision), default=None)
        return StoredScore(account, last.day, last.shown) if last else None

    def _is_wanted(self, renewal: Renewal, wanted: RenewalFilter) -> bool:
        if renewal.outcome and renewal.outcome.kind is OutcomeKind.MOVED:
            return False
        if renewal.is_open and self.tables.accounts[renewal.account].status is AccountStatus.CHURNED:
            return False
        is_due = (wanted.due_from or date.min) <= renewal.due_on <= (wanted.due_until or date.max)
        is_forecast = wanted.category is None or bool(renewal.forecast and renewal.forecast.category is wanted.category)
        is_open = renewal.is_open or not wanted.open_only
        return is_due and is_forecast and is_open and self._is_of_wanted_account(renewal.account, wanted)

    def _is_of_wanted_account(self, number: int, wanted: RenewalFilter) -> bool:
        account, standing = self.tables.accounts[number], self.tables.standings.get(number)
        is_band = wanted.band is None or bool(standing and standing.band is wanted.band)
        is_segment = wanted.segment is None or (account.segment or "").lower() == wanted.segment.lower()
        is_mine = wanted.owners is None or in_a_book_of(account, wanted.owners, wanted.today)
        return is_band and is_segment and is_mine and wanted.tier in {None, account.tier}

    def _narrow(self, renewal: Renewal) -> DueRenewal:
        standing = self.tables.standings.get(renewal.account)
        is_scored = standing is not None and standing.shown is not None
        return DueRenewal(
            renewal=renewal.id,
            account=renewal.account,
            due_on=renewal.due_on,
            arr=renewal.arr,
            category=renewal.forecast.category if renewal.forecast else None,
            proposed=renewal.forecast.proposed if renewal.forecast else None,
            step=renewal.step,
            notice_received=renewal.notice_received_on is not None,
            band=standing.band if standing and is_scored else None,
            shown=standing.shown if standing else None,
            capped=bool(standing and standing.cap),
            outcome=renewal.outcome.kind if renewal.outcome else None,
            final=renewal.outcome.final if renewal.outcome else None,
            snoozed_until=renewal.snoozed_until,
        )

    def _row(self, renewal: Renewal, today: date) -> RenewalRow:
        account, standing = self.tables.accounts[renewal.account], self.tables.standings.get(renewal.account)
        is_scored = standing is not None and standing.shown is not None
        return RenewalRow(
            renewal=renewal,
            name=account.name,
            owner=account.owner,
            cover=account.cover.member if account.cover and account.cover.holds(today) else None,
            tier=account.tier,
            segment=account.segment,
            band=standing.band if standing and is_scored else None,
            shown=standing.shown if standing else None,
            trend=standing.trend if standing else None,
            last_two_way_on=standing.last_two_way_on if standing else None,
            tasks=self.tables.glances.get(account.id),
            plays=self.tables.play_glances.get(account.id),
            policy_version=standing.policy_version if standing else None,
            has_asked=any(voice.account == account.id for voice in self.tables.voices),
        )


@dataclass(frozen=True, slots=True)
class FakeContractTerms:
    tables: FakeTables

    def hold(self) -> None:
        """One transaction at a time is all there is."""

    def all(self, accounts: Sequence[int] | None = None) -> Sequence[ContractTerm]:
        return [term for term in self.tables.terms.values() if accounts is None or term.account in accounts]

    def renewals(self, accounts: Sequence[int] | None = None) -> Sequence[Renewal]:
        known = self.tables.renewals.values()
        return [renewal for renewal in known if accounts is None or renewal.account in accounts]

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
        number = max(self.tables.terms, default=0) + 1
        before = self.tables.terms[after]
        self.tables.terms[number] = ContractTerm(
            contract=number,
            account=before.account,
            number=free_number(f"{MADE_UP}{starts_on}", self._numbers(before.account)),
            starts_on=starts_on,
            ends_on=ends_on,
            auto_renew=before.auto_renew,
            notice_days=before.notice_days,
            notice_received_on=None,
            step=RenewalStep.NOT_STARTED,
            signed_on=signed_on,
            lines=tuple(lines),
        )
        return number

    def add_lines(self, contract: int, lines: Iterable[TermLine], *, after: int, at: datetime) -> None:
        joined = self.tables.terms[contract]
        self.tables.terms[contract] = replace(joined, lines=(*joined.lines, *lines))

    def drop_lines(self, contract: int, *, currency: str, at: datetime) -> None:
        held = self.tables.terms[contract]
        kept = tuple(line for line in held.lines if not (line.arr and line.arr.currency == currency))
        self.tables.terms[contract] = replace(held, lines=kept)

    def remove(self, contract: int, *, at: datetime) -> None:
        """Renewals that named it name nothing any more."""
        self.tables.terms.pop(contract, None)
        for number, renewal in self.tables.renewals.items():
            self.tables.renewals[number] = _without(contract, renewal)

    def _numbers(self, account: int) -> set[str]:
        return {term.number for term in self.tables.terms.values() if term.account == account}


@dataclass(frozen=True, slots=True)
class FakeChurns:
    tables: FakeTables

    def record(self, churn: Churn) -> int:
        number = max(self.tables.churns, default=0) + 1
        self.tables.churns[number] = replace(churn, id=number)
        return number

    def of_renewal(self, renewal: int) -> Churn | None:
        return next((churn for churn in self.all() if churn.renewal == renewal), None)

    def remove(self, churn: int) -> None:
        self.tables.churns.pop(churn, None)

    def all(self, accounts: Collection[int] | None = None) -> Sequence[Churn]:
        found = [each for each in self.tables.churns.values() if accounts is None or each.account in accounts]
        return sorted(found, key=lambda churn: (churn.on, churn.id))


@dataclass(frozen=True, slots=True)
class FakeDepartures:
    tables: FakeTables

    def leave(self, account: int, *, on: date, at: datetime) -> None:
        if (status := self.tables.accounts[account].status) is not AccountStatus.CHURNED:
            self.tables.left_from[account] = status
        self._stand(account, AccountStatus.CHURNED, on)

    def come_back(self, account: int, *, at: datetime) -> None:
        self._stand(account, self.tables.left_from.pop(account, AccountStatus.LIVE), None)

    def _stand(self, account: int, status: AccountStatus, churned_on: date | None) -> None:
        self.tables.accounts[account] = replace(self.tables.accounts[account], status=status, churned_on=churned_on)


@dataclass(frozen=True, slots=True)
class FakeReminders:
    tables: FakeTables

    def record(self, reminders: Iterable[Reminder]) -> int:
        new = 0
        for reminder in reminders:
            key = (reminder.renewal, reminder.days_before)
            new += key not in self.tables.reminders
            self.tables.reminders.setdefault(key, reminder)
        return new

    def of(self, renewals: Sequence[int]) -> Sequence[Reminder]:
        found = [reminder for reminder in self.tables.reminders.values() if reminder.renewal in renewals]
        return sorted(found, key=lambda reminder: (reminder.renewal, -reminder.days_before))


def _by_due_day(renewal: Renewal) -> tuple[date, int, int]:
    return (renewal.due_on, -(renewal.arr.minor if renewal.arr else 0), renewal.id)


def _without(contract: int, renewal: Renewal) -> Renewal:
    outcome = renewal.outcome
    if outcome and outcome.next_contract == contract:
        outcome = replace(outcome, next_contract=None)
    return replace(renewal, contract=None if renewal.contract == contract else renewal.contract, outcome=outcome)
