from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.accounts import AccountStatus
from domain.digests.facts import Attention, Departure, DigestAccount, EarlierScore
from fakes.accounts import next_renewal_of
from fakes.tables import FakeTables

_REACH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class FakeDigestBook:
    tables: FakeTables

    def accounts(self, *, today: date) -> Sequence[DigestAccount]:
        live = [each for each in self.tables.accounts.values() if each.status is not AccountStatus.CHURNED]
        return [self._account(each.id, today) for each in sorted(live, key=lambda each: each.id)]

    def _account(self, number: int, today: date) -> DigestAccount:
        account, standing = self.tables.accounts[number], self.tables.standings.get(number)
        glance, cover = self.tables.glances.get(number), account.cover
        amounts = standing.arr if standing else ()
        return DigestAccount(
            account=number,
            name=account.name,
            owner=account.owner,
            cover=cover.member if cover and cover.holds(today) else None,
            band=standing.band if standing else None,
            shown=standing.shown if standing else None,
            change_7=standing.change_7 if standing else None,
            arr=max(amounts, key=lambda money: money.minor, default=None),
            last_two_way_on=standing.last_two_way_on if standing else None,
            cadence_days=standing.cadence_days if standing else None,
            renewal=next_renewal_of(self.tables, number),
            overdue_tasks=sum(day < today for day in glance.due_days) if glance else 0,
            first_value_on=account.first_value_on,
            first_value_due_on=standing.first_value_due_on if standing else None,
        )

    def scores(self, *, since: datetime) -> Mapping[int, Sequence[EarlierScore]]:
        found: dict[int, list[EarlierScore]] = {}
        for snapshot in sorted(self.tables.snapshots, key=lambda each: each.scored_at):
            score = EarlierScore(snapshot.scored_at, snapshot.band, snapshot.shown)
            if snapshot.scored_at > since:
                found.setdefault(snapshot.account, []).append(score)
            elif snapshot.day >= since.date() - _REACH:
                found[snapshot.account] = [score]
        return found

    def departures(self, *, since: datetime) -> Sequence[Departure]:
        found = [departure for departure in self.tables.departed if departure.learnt_at > since]
        return sorted(found, key=lambda departure: departure.learnt_at)

    def attention(self, accounts: Sequence[int] | None = None) -> Mapping[int, Attention]:
        known = self.tables.attention
        return {number: each for number, each in known.items() if accounts is None or number in accounts}

    def attend(self, attention: Attention) -> None:
        self.tables.attention[attention.account] = attention

    def take(self, attention: Attention) -> bool:
        known = self.tables.attention.get(attention.account)
        is_held = known is not None and known.taken_by not in {None, attention.taken_by}
        if known is not None and is_held and attention.severity <= known.severity:
            return False
        self.attend(attention)
        return True

    def put_lines(self, announcement: int, accounts: Sequence[int]) -> None:
        self.tables.digest_lines |= {(announcement, account) for account in accounts}

    def messages_about(self, account: int, *, since: datetime) -> Sequence[int]:
        recorded = {row.line.id: row.line.recorded_at for row in self.tables.outbox}
        lines = sorted(number for number, named in self.tables.digest_lines if named == account)
        return [number for number in lines if recorded[number] >= since]
