from datetime import UTC, date, datetime

from sqlalchemy import Connection, insert, select

from domain.success import Milestone, OutcomeStatus, SuccessOutcome
from storage.library import SqlLibrary
from storage.tables import AccountRow, MilestoneRow, SuccessOutcomeRow, table_of

EARLIER = datetime(2026, 11, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = date(2026, 11, 20)


def test_the_last_word_on_an_outcome_counts_and_marks_the_account(library: SqlLibrary) -> None:
    agreed = SuccessOutcome(1, "Close the month in three days", DAY, OutcomeStatus.AGREED, DAY)
    reached = SuccessOutcome(1, "Close the month in three days", DAY, OutcomeStatus.REACHED, DAY)

    with library.writing() as book:
        _add_account(book.connection)
        book.successes.agree([agreed], at=EARLIER)
        book.successes.agree([reached], at=NOW)

    with library.reading() as book:
        outcome = table_of(SuccessOutcomeRow).c
        assert book.connection.execute(select(outcome.title, outcome.status)).all() == [
            ("Close the month in three days", "reached")
        ]
        assert book.connection.execute(select(table_of(AccountRow).c.evidence_changed_at)).scalar() == NOW


def test_a_milestone_is_planned_and_then_done(library: SqlLibrary) -> None:
    with library.writing() as book:
        _add_account(book.connection)
        book.successes.plan([Milestone(1, "Kick-off held", DAY)], at=EARLIER)
        book.successes.plan([Milestone(1, "Kick-off held", DAY, done_on=DAY)], at=NOW)

    with library.reading() as book:
        milestone = table_of(MilestoneRow).c
        assert book.connection.execute(select(milestone.due_on, milestone.done_on)).all() == [(DAY, DAY)]


def test_nothing_to_say_writes_nothing(library: SqlLibrary) -> None:
    with library.writing() as book:
        book.successes.plan([], at=NOW)

    with library.reading() as book:
        assert book.connection.execute(select(table_of(MilestoneRow))).all() == []


def _add_account(connection: Connection) -> None:
    account = {"id": 1, "name": "Acme", "status": "live", "tier": "mid", "evidence_changed_at": EARLIER}
    connection.execute(insert(table_of(AccountRow)), account)
