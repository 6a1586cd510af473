"""One pass: facts out of the book in a fixed number of statements, scores into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress
from operator import and_

from sqlalchemy import Connection

from domain.first_value.rules import FirstValuePolicy
from domain.health.columns import AccountFacts, BookFacts, EarlierScores, ScoredColumns, UsageFacts
from domain.health.policy import HealthPolicy
from domain.scoring import DueAccounts, PartReport, PartRows, ScoringMoment
from storage.engine import make_room
from storage.feeds import SqlFeeds
from storage.scoring.amounts import arr_columns, counting_judgements
from storage.scoring.due import typical_samples
from storage.scoring.earlier import earlier_scores
from storage.scoring.facts import account_facts, book_facts
from storage.scoring.reading import Source
from storage.scoring.standing_rows import snapshot_columns, standing_columns
from storage.scoring.usage_facts import usage_facts
from storage.scoring.value_rows import found_values, write_values
from storage.scoring.writing import Incoming, add_rows, in_order, instant_value, locked, not_overtaken, replace_rows
from storage.tables import SnapshotRow, StandingRow, table_of

_SNAPSHOT, _STANDING = table_of(SnapshotRow), table_of(StandingRow)


class SqlScoring:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, moment: ScoringMoment, accounts: Sequence[int] | None) -> AccountFacts:
        return account_facts(Source(self._connection, moment, accounts))

    def usage(self, moment: ScoringMoment, known: AccountFacts) -> UsageFacts:
        return usage_facts(Source(self._connection, moment, known.only), known.account)

    def facts(
        self,
        moment: ScoringMoment,
        known: AccountFacts,
        first_value: FirstValuePolicy,
        usage: Callable[[], UsageFacts],
    ) -> BookFacts:
        source = Source(self._connection, moment, known.only)
        return book_facts(source, known, SqlFeeds(self._connection).all(), first_value, usage)

    def typical_samples(self, *, policy_version: int) -> Sequence[bytes]:
        return typical_samples(self._connection, policy_version=policy_version)

    def earlier(self, moment: ScoringMoment, accounts: Sequence[int], *, trend_days: int) -> EarlierScores:
        return earlier_scores(Source(self._connection, moment, accounts), trend_days=trend_days)

    def rows(
        self,
        moment: ScoringMoment,
        due: DueAccounts,
        scored: ScoredColumns,
        policy: HealthPolicy,
        *,
        policy_version: int,
    ) -> PartRows:
        source = Source(self._connection, moment, due.accounts)
        judgements = counting_judgements(source)
        made = {"policy_version": policy_version, "scored_at": instant_value(self._connection, moment.now)}
        of_today = made | {"day": moment.day.isoformat()}
        snapshots = snapshot_columns(due, scored, judgements, moment.zone)
        amounts = arr_columns(source, due.accounts)
        standings = standing_columns(due, scored, policy, amounts=amounts, judgements=judgements)
        return PartRows(
            due=due,
            has_score=tuple(scored.has_score.tolist()),
            snapshots=in_order(_SNAPSHOT, snapshots, of_today),
            standings=in_order(_STANDING, standings, made),
            first_values=found_values(due, scored, policy.first_value),
        )

    def write(self, moment: ScoringMoment, rows: PartRows) -> PartReport:
        make_room(self._connection)
        locked(self._connection)
        keep = not_overtaken(Source(self._connection, moment, rows.due.accounts), rows.due)
        is_new = list(map(and_, keep, rows.has_score))
        add_rows(self._connection, Incoming(_SNAPSHOT, list(compress(rows.snapshots, is_new))))
        replace_rows(self._connection, Incoming(_STANDING, list(compress(rows.standings, keep))), key="account")
        kept = set(compress(rows.due.accounts, keep))
        write_values(self._connection, [found for found in rows.first_values if found[0] in kept])
        return _part_report(rows.due, keep, is_new)


def _part_report(due: DueAccounts, keep: Sequence[bool], has_score: Sequence[bool]) -> PartReport:
    again = sum(known and revision > 0 for known, revision in zip(has_score, due.revisions, strict=True))
    return PartReport(
        scored=sum(has_score),
        new_revisions=again,
        not_scored=sum(keep) - sum(has_score),
        overtaken=len(keep) - sum(keep),
    )
