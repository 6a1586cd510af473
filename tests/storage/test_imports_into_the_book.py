from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, update

from domain.accounts import Money, TouchpointDirection, TouchpointKind, UsageMeasure
from domain.imports import BatchOutcome, SheetBatch, UndoRefusedError, UsageColumns
from domain.permissions import Member, Role
from domain.ports import AuditEntry
from domain.records import AccountRef, Record, RecordKind, Verdict
from domain.touchpoints.touchpoint import Touchpoint
from storage.imports.book import SqlImports
from storage.imports.usage_points import Points, packed, unpacked
from storage.library import SqlLibrary
from storage.tables import BookTable

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
A, C, K, S = RecordKind.ACCOUNT, RecordKind.CONTACT, RecordKind.CONTRACT, RecordKind.SURVEY
ACME = AccountRef("7", "acme.example", "Acme Inc.")


def account(row: int, name: str, number: str | None = None, **fields: object) -> Record:
    said = {"name": name, **({"external_id": number} if number else {}), **fields}
    domains = fields.get("domains")
    domain = str(domains[0]) if isinstance(domains, tuple) else None
    return Record(A, AccountRef(number, domain, name), said, row)


def taken(library: SqlLibrary, *batches: SheetBatch, at: datetime = AT) -> tuple[int, list[BatchOutcome]]:
    with SqlImports(library).importing(by="ops", at=at) as book:
        outcomes = [book.take(batch) for batch in batches]
        run = book.finish({f"digest-{at}": "book.csv"}, {}, [A])
    return run.id, outcomes


def written(library: SqlLibrary, records: Sequence[Record], *, at: datetime = AT) -> tuple[int, BatchOutcome]:
    run, outcomes = taken(library, SheetBatch(records), at=at)
    return run, outcomes[0]


def undone(library: SqlLibrary, run: int) -> tuple[int, int]:
    with SqlImports(library).importing(by="ops", at=AT + timedelta(hours=5)) as book:
        done = book.undo(run)
    return done.removed, done.restored


def rows(library: SqlLibrary, table: str, *columns: str) -> list[tuple[object, ...]]:
    held = BookTable.metadata.tables[table]
    with library.reading() as book:
        found = book.connection.execute(select(*(held.c[name] for name in columns)).order_by(*held.primary_key)).all()
    return [tuple(row) for row in found]


def book_size(library: SqlLibrary) -> dict[str, int]:
    kept = {"import_run", "import_file", "import_change", "feed", "audit", "account_word_version", "alembic_version"}
    with library.reading() as book:
        counts = {
            table.name: book.connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in BookTable.metadata.sorted_tables
            if table.name not in kept
        }
    return {name: count for name, count in counts.items() if count}


def whole_row(row: int = 2) -> list[Record]:
    ref = ACME
    return [
        account(
            row,
            "Acme Inc.",
            "7",
            domains=("acme.example",),
            aliases=("AC",),
            tags=("x",),
            potential_arr=Money(5, "USD"),
        ),
        Record(K, ref, {"number": "K-1", "end_on": date(2026, 12, 31), "arr": Money(100, "USD"), "seats": 5}, row),
        Record(C, ref, {"name": "Bo", "email": "bo@acme.example", "influence": 2}, row),
        Record(S, ref, {"survey": "nps", "score": Decimal(9)}, row),
    ]


def activity(row: int = 2) -> list[Record]:
    ref = AccountRef(name="acme inc")
    return [
        Record(
            RecordKind.TOUCHPOINT,
            ref,
            {"at": AT, "kind": "call", "contacts": ("Bo", "New Person"), "author": "Maya"},
            row,
        ),
        Record(RecordKind.TOUCHPOINT, ref, {"at": AT, "external_id": "T2", "automatic": True}, row + 1),
        Record(RecordKind.TICKET, ref, {"number": "9", "opened_at": AT, "priority": "critical"}, row + 2),
        Record(RecordKind.TICKET, ref, {"subject": "It fails", "opened_at": AT}, row + 3),
        Record(
            S,
            ref,
            {"survey": "csat", "score": Decimal("4.5"), "answered_on": AT.date(), "contact": "zoe@acme.example"},
            row + 4,
        ),
        Record(RecordKind.INVOICE, ref, {"number": "I-1", "amount": Money(9, "EUR"), "due_on": AT.date()}, row + 5),
    ]


def test_one_row_fills_every_table_it_speaks_of(library: SqlLibrary) -> None:
    _, outcome = written(library, whole_row())

    assert outcome.counts == {Verdict.NEW: 1}
    assert rows(library, "account", "name", "status", "tier", "tags", "potential_arr_minor") == [
        ("Acme Inc.", "live", "mid", '["x"]', 5)
    ]
    assert rows(library, "account_word", "kind", "word", "normal") == [
        ("name", "Acme Inc.", "acme inc"),
        ("domain", "acme.example", "acme example"),
        ("alias", "AC", "ac"),
    ]
    assert rows(library, "external_id", "source", "external_id") == [("file", "7")]
    assert rows(library, "contract", "number", "end_on") == [("K-1", date(2026, 12, 31))]
    assert rows(library, "contract_line", "arr_minor", "arr_currency", "seats", "end_on") == [
        (100, "USD", 5, date(2026, 12, 31))
    ]
    assert rows(library, "contact", "name", "email", "influence") == [("Bo", "bo@acme.example", "2")]
    assert rows(library, "survey_answer", "score", "answered_on") == [(Decimal(9), AT.date())]


def test_the_same_rows_again_are_unchanged_and_touch_nobody(library: SqlLibrary) -> None:
    written(library, whole_row())
    written(library, activity())

    with SqlImports(library).importing(by="ops", at=AT + timedelta(days=1)) as book:
        outcomes = [book.take(SheetBatch(whole_row())), book.take(SheetBatch(activity()))]
        touched = book.touched()

    assert [outcome.counts for outcome in outcomes] == [{Verdict.UNCHANGED: 1}, {Verdict.UNCHANGED: 6}]
    assert touched == frozenset()


def test_a_rehearsal_leaves_no_trace(library: SqlLibrary) -> None:
    with SqlImports(library).rehearsing(by="ops", at=AT) as book:
        outcome = book.take(SheetBatch(whole_row()))

    assert outcome.counts == {Verdict.NEW: 1}
    assert book_size(library) == {}


def test_activity_finds_its_account_people_and_defaults(library: SqlLibrary) -> None:
    with library.writing() as book:
        book.members.save(Member("UMAYA", "Maya", Role.CSM, email="maya@ours.example"))
    written(library, whole_row())

    _, outcome = written(library, activity())

    assert outcome.counts == {Verdict.NEW: 6}
    assert rows(library, "touchpoint", "kind", "direction", "author", "automatic") == [
        ("call", "two_way", "UMAYA", False),
        ("other", "outbound", None, True),
    ]
    assert len(rows(library, "touchpoint_contact", "contact")) == 2
    assert [row[0] for row in rows(library, "contact", "name")] == ["Bo", "New Person", "zoe@acme.example"]
    assert rows(library, "ticket", "number", "priority") == [("9", "critical"), ("~2026-11-20 It fails", None)]
    assert rows(library, "invoice", "amount_minor", "amount_currency") == [(9, "EUR")]


@pytest.mark.parametrize(
    ("ref", "matches"),
    [
        pytest.param(AccountRef(external_id="7", name="Someone else"), True, id="external id first"),
        pytest.param(AccountRef(domain="ACME.example", name="Someone else"), True, id="then domain"),
        pytest.param(AccountRef(name="ＡＣＭＥ  Inc"), True, id="then name, however written"),
        pytest.param(AccountRef(name="ac"), True, id="or alias"),
        pytest.param(AccountRef(name="Acme"), False, id="a legal form is not overlooked"),
        pytest.param(AccountRef(external_id="8", name="Acme Inc."), False, id="another id is another account"),
    ],
)
def test_accounts_are_matched_in_a_fixed_order(library: SqlLibrary, ref: AccountRef, matches: bool) -> None:  # noqa: FBT001  # expected
    written(library, whole_row())

    _, outcome = written(library, [Record(C, ref, {"name": "Ann"}, 2)])

    assert (not outcome.refused) is matches


def test_an_unknown_account_is_refused_with_the_nearest_names(library: SqlLibrary) -> None:
    written(library, [account(2, "Acme Inc.", "7"), account(3, "Acme Rockets", "8"), account(4, "Blue Heron", "9")])

    _, outcome = written(
        library,
        [
            Record(C, AccountRef(name="Acme"), {"name": "Ann"}, 2),
            Record(C, AccountRef(name="Acme Rocket"), {"name": "Ann"}, 3),
            Record(C, AccountRef(external_id="99"), {"name": "Ann"}, 4),
        ],
    )

    assert [verdict.reason.split(";")[0] for verdict in outcome.refused] == [
        "no account 'Acme'",
        "no account 'Acme Rocket' in the book",
        "no account '99' in the book",
    ]
    assert "did you mean 'Acme Inc.'? Add its external id or its exact name" in outcome.refused[0].reason
    assert "the nearest: Acme Rockets" in outcome.refused[1].reason


def test_two_accounts_of_one_name_need_the_external_id(library: SqlLibrary) -> None:
    written(library, [account(2, "Acme", "1"), account(3, "Acme", "2")])

    _, (accounts, contacts) = taken(
        library,
        SheetBatch([account(2, "Acme")]),
        SheetBatch([Record(C, AccountRef(name="acme"), {"name": "Ann"}, 3)]),
    )

    assert [verdict.reason for outcome in (accounts, contacts) for verdict in outcome.refused] == [
        "2 accounts are called 'Acme'; add the external id",
        "2 accounts are called 'acme'; add the external id",
    ]


def test_new_accounts_that_look_like_known_ones_or_have_no_name_are_refused(library: SqlLibrary) -> None:
    written(library, [account(2, "Acme Inc.")])

    _, outcome = written(
        library,
        [
            account(2, "ACME Ltd"),
            Record(A, AccountRef(external_id="5"), {"external_id": "5"}, 3),
            account(4, "Child", parent="Nobody"),
        ],
    )

    assert [verdict.reason for verdict in outcome.refused] == [
        "did you mean 'Acme Inc.'? Add its external id or its exact name",
        "is a new account without a name",
        "the parent 'Nobody' is not in the book; put its row before this one",
    ]


def test_a_parent_may_stand_in_the_same_file(library: SqlLibrary) -> None:
    written(
        library,
        [account(2, "Child", "2", parent="Mother"), account(3, "Mother", "1"), account(4, "Self", parent="Self")],
    )

    assert rows(library, "account", "name", "parent") == [("Child", 2), ("Mother", None), ("Self", None)]


def test_a_second_row_of_a_new_account_by_its_name_is_that_account(library: SqlLibrary) -> None:
    _, outcome = written(
        library,
        [
            account(2, "Acme", "1"),
            Record(C, AccountRef("1", None, "Acme"), {"name": "Bo"}, 2),
            account(3, "acme", tier="high"),
            Record(C, AccountRef(name="acme"), {"name": "Ann"}, 3),
        ],
    )

    assert outcome.counts == {Verdict.NEW: 1, Verdict.CHANGED: 1}
    assert book_size(library) == {"account": 1, "account_word": 2, "external_id": 1, "contact": 2}


def test_what_changed_is_told_and_a_name_is_replaced(library: SqlLibrary) -> None:
    written(library, whole_row())

    _, outcome = written(
        library,
        [
            account(2, "Acme Corp.", "7", tier="high", domains=("acme.example", "acme.io")),
            Record(K, AccountRef("7", "acme.example", "Acme Corp."), {"number": "K-1", "arr": Money(250, "USD")}, 2),
        ],
        at=AT + timedelta(hours=1),
    )

    assert outcome.shown[0].differences == {
        "account.name": ("Acme Inc.", "Acme Corp."),
        "account.tier": ("mid", "high"),
        "account.domains": (None, ("acme.io",)),
        "contract.arr": (Money(100, "USD"), Money(250, "USD")),
    }
    assert sorted(str(row[0]) for row in rows(library, "account_word", "word")) == [
        "AC",
        "Acme Corp.",
        "acme.example",
        "acme.io",
    ]
    assert rows(library, "account", "evidence_changed_at") == [(AT + timedelta(hours=1),)]


@pytest.mark.parametrize(
    ("later", "contracts"),
    [
        pytest.param({"end_on": date(2026, 12, 31), "seats": 9}, 1, id="the same end is the same contract"),
        pytest.param({"start_on": date(2026, 1, 1), "end_on": date(2027, 1, 31)}, 1, id="the same start too"),
        pytest.param({"end_on": date(2027, 12, 31)}, 1, id="an end alone moves the last one"),
        pytest.param(
            {"start_on": date(2027, 1, 1), "end_on": date(2027, 12, 31)}, 2, id="another start is another one"
        ),
        pytest.param({"number": "K-9", "end_on": date(2026, 12, 31)}, 2, id="a number is one of its own"),
    ],
)
def test_a_contract_without_a_number_is_known_by_its_dates(
    library: SqlLibrary, later: dict[str, object], contracts: int
) -> None:
    first = {"start_on": date(2026, 1, 1), "end_on": date(2026, 12, 31), "arr": Money(1, "USD")}
    written(library, [account(2, "Acme"), Record(K, AccountRef(name="Acme"), first, 2)])

    written(library, [Record(K, AccountRef(name="Acme"), later, 2)])

    assert len(rows(library, "contract", "number")) == contracts


def test_an_undated_answer_with_another_score_is_a_new_answer_of_now(library: SqlLibrary) -> None:
    written(library, whole_row())

    written(library, [Record(S, ACME, {"survey": "nps", "score": Decimal(3)}, 2)], at=AT + timedelta(days=9))

    assert rows(library, "survey_answer", "score", "answered_on") == [(Decimal(3), date(2026, 11, 29))]


def test_people_of_one_name_with_two_addresses_are_two(library: SqlLibrary) -> None:
    ref = AccountRef(name="Acme")
    written(library, [account(2, "Acme"), Record(C, ref, {"name": "Bo"}, 2)])

    written(
        library,
        [
            Record(C, ref, {"name": "Bo", "email": "bo@a.example"}, 2),
            Record(C, ref, {"name": "Bo", "email": "bo@b.example"}, 3),
        ],
    )

    assert rows(library, "contact", "name", "email") == [("Bo", "bo@a.example"), ("Bo", "bo@b.example")]


def usage(*points: tuple[str, int, int], measure: UsageMeasure = UsageMeasure.EVENTS) -> SheetBatch:
    names, days, values = zip(*points, strict=True)
    refs = [AccountRef(name=name) for name in names]
    return SheetBatch(
        usage=UsageColumns(list(range(2, len(points) + 2)), refs, [measure] * len(points), list(days), list(values))
    )


def test_usage_is_new_changed_or_unchanged_by_account_measure_and_day(library: SqlLibrary) -> None:
    written(library, [account(2, "Acme")])

    _, first = taken(library, usage(("Acme", 739000, 5), ("acme", 739001, 6)))
    _, second = taken(
        library, usage(("Acme", 739000, 5), ("Acme", 739001, 7), ("Acme", 739002, 8)), at=AT + timedelta(hours=1)
    )

    assert first[0].counts == {Verdict.NEW: 2, Verdict.CHANGED: 0, Verdict.UNCHANGED: 0}
    assert second[0].counts == {Verdict.NEW: 1, Verdict.CHANGED: 1, Verdict.UNCHANGED: 1}
    assert rows(library, "usage", "measure", "day", "value") == [
        ("events", 739000, 5),
        ("events", 739001, 7),
        ("events", 739002, 8),
    ]


def test_usage_of_unknown_accounts_and_usage_that_contradicts_itself_is_refused(library: SqlLibrary) -> None:
    written(library, [account(2, "Acme")])

    _, (outcome, _) = taken(
        library,
        usage(("Acme", 739000, 5), ("Acme", 739000, 6), ("Acme", 739001, 6), ("Nobody", 739001, 6)),
        usage(("Acme", 739001, 6), ("Acme", 739001, 6)),
    )

    assert [(verdict.row, verdict.reason.split(";")[0]) for verdict in outcome.refused] == [
        (2, "says another events than row 3 for the same day"),
        (3, "says another events than row 2 for the same day"),
        (5, "no account 'Nobody' in the book"),
    ]
    assert rows(library, "usage", "day", "value") == [(739001, 6)]


def test_usage_is_packed_small_and_unpacked_whole() -> None:
    values = {(account, "events", day): account * day for account in range(1, 50) for day in range(739000, 739090)}

    text = packed(Points.of(values))

    assert unpacked(text) == values
    assert len(text) < len(values) * 8


def test_an_undone_import_leaves_the_book_as_it_was(library: SqlLibrary) -> None:
    run, _ = written(library, whole_row())
    second, _ = taken(library, SheetBatch(activity()), usage(("Acme Inc.", 739000, 5)), at=AT + timedelta(hours=1))

    assert undone(library, second) == (11, 0)
    assert undone(library, run) == (9, 0)

    assert book_size(library) == {}


def test_what_an_import_changed_is_as_before(library: SqlLibrary) -> None:
    written(library, whole_row())
    taken(library, usage(("Acme Inc.", 739000, 5)))
    before = [
        rows(library, "account", "name", "tier"),
        rows(library, "usage", "value"),
        rows(library, "survey_answer", "score"),
    ]
    run, _ = taken(
        library,
        SheetBatch(
            [
                account(2, "Acme Corp.", "7", tier="high"),
                Record(S, AccountRef("7", None, "Acme Corp."), {"survey": "nps", "score": Decimal("2.5")}, 2),
            ]
        ),
        usage(("Acme Corp.", 739000, 99)),
        at=AT + timedelta(hours=1),
    )

    undone(library, run)

    assert [
        rows(library, "account", "name", "tier"),
        rows(library, "usage", "value"),
        rows(library, "survey_answer", "score"),
    ] == before
    assert ("name", "Acme Inc.") in rows(library, "account_word", "kind", "word")


def test_an_instant_that_an_import_changed_is_as_before(library: SqlLibrary) -> None:
    written(library, [*whole_row(), Record(RecordKind.TICKET, ACME, {"number": "9", "opened_at": AT}, 3)])
    closed = {"number": "9", "opened_at": AT - timedelta(hours=3), "closed_at": AT}
    run, _ = written(library, [Record(RecordKind.TICKET, ACME, closed, 3)], at=AT + timedelta(hours=1))

    undone(library, run)

    assert rows(library, "ticket", "opened_at", "closed_at") == [(AT, None)]


@pytest.mark.parametrize(
    ("later", "reason"),
    [
        pytest.param(
            SheetBatch([account(2, "Acme Inc.", "7", tier="high")]),
            "import 2 changed the same rows later. Undo import 2 first.",
            id="the same row",
        ),
        pytest.param(
            SheetBatch([Record(C, ACME, {"name": "Zoe"}, 2)]),
            "import 2 added to what it brought since: contact.",
            id="a child",
        ),
        pytest.param(usage(("Acme Inc.", 739001, 5)), "import 2 added to what it brought since: usage.", id="usage"),
        pytest.param(
            usage(("Acme Inc.", 739000, 6)),
            "import 2 changed the same rows later. Undo import 2 first.",
            id="the same usage",
        ),
    ],
)
def test_an_import_that_others_build_upon_is_not_undone(library: SqlLibrary, later: SheetBatch, reason: str) -> None:
    run, _ = taken(library, SheetBatch(whole_row()), usage(("Acme Inc.", 739000, 5)))
    taken(library, later, at=AT + timedelta(hours=1))

    with pytest.raises(UndoRefusedError) as refused:
        undone(library, run)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        pytest.param("account", "tier", "tech", id="an account"),
        pytest.param("usage", "value", 1, id="usage"),
    ],
)
def test_what_was_changed_by_hand_since_is_not_overwritten(
    library: SqlLibrary, table: str, column: str, value: object
) -> None:
    taken(library, SheetBatch(whole_row()), usage(("Acme Inc.", 739000, 5)))
    run, _ = taken(
        library,
        SheetBatch([account(2, "Acme Inc.", "7", tier="high")]),
        usage(("Acme Inc.", 739000, 6)),
        at=AT + timedelta(hours=1),
    )
    with library.writing() as book:
        book.connection.execute(update(BookTable.metadata.tables[table]).values({column: value}))

    with pytest.raises(UndoRefusedError, match="was changed since"):
        undone(library, run)


def test_an_import_is_undone_once_and_only_if_it_exists(library: SqlLibrary) -> None:
    run, _ = written(library, whole_row())
    undone(library, run)

    with pytest.raises(UndoRefusedError, match="it was undone on 2026-11-20 14:00 UTC"):
        undone(library, run)
    with pytest.raises(UndoRefusedError, match="there is no such import"):
        undone(library, 99)


def test_runs_mappings_feeds_and_audit_are_kept(library: SqlLibrary) -> None:
    imports = SqlImports(library)
    with imports.importing(by="ops", at=AT) as book:
        book.remember_mapping("f1", {"Kunde": "account.name"}, at=AT)
        book.remember_mapping("f1", {"Kunde": "account.segment"}, at=AT)
        run = book.finish({"d1": "a.csv", "d2": "b.csv"}, {Verdict.NEW: 3}, [A, C])
        book.record(AuditEntry(AT, "ops", "import.applied", "import:1"))
    with imports.rehearsing(by="ops", at=AT) as book:
        assert (book.mapping("f1"), book.mapping("f2")) == ({"Kunde": "account.segment"}, {})
        assert (book.applied("d1"), book.applied("d3")) == (run, None)
        assert (book.runs(), book.touched()) == ([run], frozenset())
    with library.reading() as read:
        assert [feed.name for feed in read.feeds.all()] == ["files:account", "files:contact"]
    assert (run.files, run.counts) == (("a.csv", "b.csv"), {Verdict.NEW: 3})
    undone(library, run.id)
    with imports.rehearsing(by="ops", at=AT) as book:
        assert book.applied("d1") is None


def test_a_batch_is_written_with_few_statements_however_long(library: SqlLibrary, statements: object) -> None:
    assert callable(statements)
    counts = []
    for size in (3, 60):
        seen = statements(library)
        written(library, [account(row, f"Account {size} number {row}", f"{size}-{row}") for row in range(size)])
        counts.append(len(seen))

    assert counts[1] <= counts[0] + 2


def test_an_own_number_that_reads_like_one_of_ours_meets_nothing_that_people_logged(library: SqlLibrary) -> None:
    """Nor does it count as logged by hand; the same file twice changes nothing."""
    written(library, whole_row())
    ref = AccountRef(name="acme inc")
    logged = Touchpoint(1, "slack:V1", TouchpointKind.CALL, TouchpointDirection.TWO_WAY, AT, "U1", "Logged by hand")
    with library.writing() as book:
        book.touchpoints.log(logged, now=AT)
    file = [
        Record(RecordKind.TOUCHPOINT, ref, {"at": AT, "external_id": "slack:V1", "summary": "Of a file"}, 2),
        Record(RecordKind.TOUCHPOINT, ref, {"at": AT, "external_id": "=slack:V1", "summary": "Another"}, 3),
        Record(RecordKind.TOUCHPOINT, ref, {"at": AT, "external_id": "T-1", "summary": "As ever"}, 4),
        Record(S, ref, {"survey": "nps", "score": Decimal(9), "external_id": "SLACK:7"}, 5),
        Record(C, ref, {"name": "Ann", "external_id": "slack:p1"}, 6),
    ]

    _, first = written(library, file)
    _, again = written(library, file)

    assert (first.counts, again.counts) == ({Verdict.NEW: 5}, {Verdict.UNCHANGED: 5})
    assert sorted(rows(library, "touchpoint", "external_id", "summary")) == [
        ("==slack:V1", "Another"),
        ("=slack:V1", "Of a file"),
        ("T-1", "As ever"),
        ("slack:V1", "Logged by hand"),
    ]
    assert ("=SLACK:7",) in rows(library, "survey_answer", "external_id")
    assert ("=slack:p1", "Ann") in rows(library, "contact", "external_id", "name")
