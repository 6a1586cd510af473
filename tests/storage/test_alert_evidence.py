"""What the rules look at, as it stands in real tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from health_book import JUDGEMENT, SNAPSHOT, TODAY
from shelves import SqlShelf
from sqlalchemy import insert

from domain.accounts import Account
from domain.alerts.evidence import AlertEvidence, Answer, ExpiredJudgement, Leaver, OpenTicket, UnpaidInvoice
from domain.health.model import Absence, Band, Evidence, Measure
from domain.health.packing import pack, packed_number
from storage import tables
from storage.library import SqlLibrary
from storage.tables import BookTable, table_of

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def add(library: SqlLibrary, row: type[BookTable], **values: Any) -> None:
    with library.writing() as book:
        learnt = {"learnt_at": AT} if "learnt_at" in table_of(row).c else {}
        book.connection.execute(insert(table_of(row)), {"account": 1} | learnt | values)


def found(library: SqlLibrary) -> AlertEvidence:
    with library.reading() as book:
        [evidence] = book.alerts.evidence([1], today=TODAY)
    return evidence


def test_an_account_of_which_nothing_is_known_has_no_evidence(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))

    evidence = found(library)

    assert evidence == AlertEvidence(evidence.account)


def test_the_oldest_open_critical_ticket_counts(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))
    for number, (priority, days, closed_at) in enumerate(
        [("critical", 4, None), ("Critical", 9, None), ("critical", 30, AT), ("low", 40, None)], start=1
    ):
        opened_at = AT - days * DAY
        add(library, tables.TicketRow, number=f"T{number}", priority=priority, opened_at=opened_at, closed_at=closed_at)

    assert found(library).ticket == OpenTicket("T2", TODAY - 9 * DAY, 2)


def test_the_latest_answer_to_the_question_of_recommending_counts(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))
    add(library, tables.ContactRow, id=7, external_id="c7", name="Kim")
    for key, survey, score, days, contact in (
        ("a1", "nps", 9, 20, None),
        ("a2", "NPS", 3, 2, 7),
        ("a3", "csat", 1, 1, None),
    ):
        said = {"survey": survey, "score": Decimal(score), "answered_on": TODAY - days * DAY, "contact": contact}
        add(library, tables.SurveyAnswerRow, external_id=key, words="too slow", **said)

    assert found(library).answer == Answer("a2", 3, TODAY - 2 * DAY, "too slow", "Kim")


def test_of_those_who_left_the_last_who_mattered_counts(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))
    for key, role, left_on in (
        ("c1", "champion", TODAY - 20 * DAY),
        ("c2", "economic_buyer", TODAY - 3 * DAY),
        ("c3", "user", TODAY - DAY),
        ("c4", "champion", TODAY + DAY),
        ("c5", "champion", None),
    ):
        add(library, tables.ContactRow, external_id=key, name=key.upper(), role=role, left_on=left_on)

    assert found(library).leaver == Leaver("c2", "C2", TODAY - 3 * DAY)


def test_the_unpaid_invoice_that_is_late_for_longest_counts(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))
    for number, due_on, paid_on in (
        ("I1", TODAY - 9 * DAY, TODAY),
        ("I2", TODAY - 2 * DAY, None),
        ("I3", TODAY - 5 * DAY, None),
        ("I4", TODAY, None),
    ):
        add(library, tables.InvoiceRow, number=number, due_on=due_on, paid_on=paid_on)

    assert found(library).invoice == UnpaidInvoice("I3", TODAY - 5 * DAY)


def test_only_the_last_judgement_can_have_expired(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))
    with library.writing() as book:
        book.judgements.record(1, replace(JUDGEMENT, expires_on=TODAY - DAY))
    expired = found(library).judgement
    with library.writing() as book:
        book.judgements.record(1, replace(JUDGEMENT, given_at=AT + DAY, expires_on=TODAY + DAY))

    assert expired == ExpiredJudgement("U1", TODAY - DAY)
    assert found(library).judgement is None


def test_scores_are_one_a_day_and_say_how_the_use_changes(library: SqlLibrary) -> None:
    shelf = SqlShelf(library)
    shelf.put(Account(1, "Acme"))
    used = replace(SNAPSHOT.evidence, measures=SNAPSHOT.evidence.measures | {Measure.USAGE_TREND: Evidence(-0.4)})
    for day, revision, shown, evidence in (
        (TODAY - 8 * DAY, 1, 90, SNAPSHOT.evidence),
        (TODAY - DAY, 1, 80, SNAPSHOT.evidence),
        (TODAY, 1, 70, SNAPSHOT.evidence),
        (TODAY, 2, 60, used),
    ):
        shelf.put_snapshot(replace(SNAPSHOT, day=day, revision=revision, shown=shown, evidence=evidence))

    known = found(library)

    assert [(line.day, line.shown, line.band) for line in known.lines] == [
        (TODAY - DAY, 80, Band.YELLOW),
        (TODAY, 60, Band.YELLOW),
    ]
    assert known.usage_change == -0.4


def test_one_number_is_read_out_of_a_packed_score() -> None:
    measures = {
        Measure.USAGE_TREND: Evidence(-0.25, date(2026, 9, 1)),
        Measure.NPS: Evidence(None, absence=Absence.UNKNOWN),
    }
    packed = pack(replace(SNAPSHOT.evidence, measures=measures), {})

    assert (packed_number(packed, Measure.USAGE_TREND), packed_number(packed, Measure.NPS)) == (-0.25, None)
