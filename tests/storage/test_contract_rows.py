"""What a row of a contract makes of the terms that are known; each again, and undone."""

from __future__ import annotations

import pytest
from contract_rows import (
    ACME,
    ADD_ON,
    FIRST,
    ONE_TERM,
    SECOND,
    THIRD,
    Said,
    Term,
    day,
    said,
    taken,
    terms,
    undone,
    whole_book,
    with_account,
)

from domain.records import Verdict
from storage.library import SqlLibrary


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    with_account(library, ACME)
    return library


@pytest.mark.parametrize(
    ("known", "row", "expected"),
    [
        pytest.param(
            [SECOND],
            THIRD,
            [ONE_TERM, ("K-1", day(2026), day(2027), (("Platform", day(2026), day(2027), 2026),))],
            id="what begins at the end is the next term",
        ),
        pytest.param(
            [SECOND],
            FIRST,
            [("K-1", day(2024), day(2025), (("Platform", day(2024), day(2025), 2024),)), ONE_TERM],
            id="what begins before is an earlier term",
        ),
        pytest.param(
            [SECOND],
            ADD_ON,
            [("K-1", day(2025), day(2026), (*ONE_TERM[3], ("Analytics", day(2025, 6), day(2026), 20)))],
            id="what begins in the middle is a line of its own",
        ),
        pytest.param(
            [SECOND],
            said("K-1", day(2025, 6), None, "Platform", 20),
            [("K-1", day(2025), day(2026), (*ONE_TERM[3], ("Platform", day(2025, 6), day(2026), 20)))],
            id="of the same product too, and it ends with the contract",
        ),
        pytest.param(
            [SECOND, ADD_ON],
            said("K-1", day(2025, 6), day(2026), "analytics", 30),
            [("K-1", day(2025), day(2026), (*ONE_TERM[3], ("Analytics", day(2025, 6), day(2026), 30)))],
            id="the start of a line that is there changes that line",
        ),
        pytest.param(
            [SECOND],
            said("K-1", day(2025, 11), day(2026, 11), "Platform", 30),
            [ONE_TERM, ("K-1", day(2025, 11), day(2026, 11), (("Platform", day(2025, 11), day(2026, 11), 30),))],
            id="what begins in the last weeks and outlasts the term is the next one, come early",
        ),
        pytest.param(
            [SECOND],
            said("K-1", day(2025), day(2027), "Platform", 2025),
            [("K-1", day(2025), day(2027), (("Platform", day(2025), day(2027), 2025),))],
            id="another end under the same start is an extension",
        ),
        pytest.param(
            [SECOND],
            said("K-1", day(2025), day(2025, 9), "Platform", 2025),
            [("K-1", day(2025), day(2025, 9), (("Platform", day(2025), day(2025, 9), 2025),))],
            id="or a shorter term",
        ),
        pytest.param(
            [SECOND],
            said("K-1", None, day(2027), "Platform", 2025),
            [("K-1", day(2025), day(2027), (("Platform", day(2025), day(2027), 2025),))],
            id="an end alone moves the last term",
        ),
        pytest.param(
            [FIRST, SECOND],
            said("K-1", None, day(2025), "Platform", 7),
            [("K-1", day(2024), day(2025), (("Platform", day(2024), day(2025), 7),)), ONE_TERM],
            id="the end of an earlier term speaks of that",
        ),
        pytest.param(
            [FIRST, SECOND],
            said("K-1", None, None, "Platform", 7),
            [
                ("K-1", day(2024), day(2025), (("Platform", day(2024), day(2025), 2024),)),
                ("K-1", day(2025), day(2026), (("Platform", day(2025), day(2026), 7),)),
            ],
            id="no day at all speaks of the last",
        ),
        pytest.param(
            [SECOND],
            said("K-1", None, day(2024), "Platform", 7),
            [("K-1", None, day(2024), (("Platform", None, day(2024), 7),)), ONE_TERM],
            id="an end before all that is known is an earlier term without a start",
        ),
        pytest.param(
            [said("K-1", None, day(2026), "Platform", 7)],
            SECOND,
            [ONE_TERM],
            id="a start that nobody knew",
        ),
        pytest.param(
            [said("K-1", None, day(2026), "Platform", 7)],
            said("K-1", None, day(2027), "Platform", 8),
            [("K-1", None, day(2027), (("Platform", None, day(2027), 8),))],
            id="only ends: the contract goes on",
        ),
        pytest.param(
            [SECOND, said("K-1", day(2025), day(2026), "Support", 5)],
            said("K-1", day(2025), day(2027), arr=None),
            [
                (
                    "K-1",
                    day(2025),
                    day(2027),
                    (
                        ("", day(2025), day(2027), None),
                        ("Platform", day(2025), day(2027), 2025),
                        ("Support", day(2025), day(2027), 5),
                    ),
                )
            ],
            id="a row of the contract alone takes its lines along",
        ),
        pytest.param(
            [SECOND],
            said("K-1", day(2025), day(2025, 7), "Set-up", 5),
            [("K-1", day(2025), day(2026), (*ONE_TERM[3], ("Set-up", day(2025), day(2025, 7), 5)))],
            id="a first line that ends sooner does not end the contract",
        ),
        pytest.param(
            [said("K-1", day(2025), None, "Platform", 2025)],
            THIRD,
            [
                ("K-1", day(2025), day(2026), (("Platform", day(2025), day(2026), 2025),)),
                ("K-1", day(2026), day(2027), (("Platform", day(2026), day(2027), 2026),)),
            ],
            id="without a known end it ended when its product began anew",
        ),
        pytest.param(
            [said("K-1", day(2025), None, "Platform", 2025)],
            ADD_ON,
            [
                (
                    "K-1",
                    day(2025),
                    None,
                    (("Platform", day(2025), None, 2025), ("Analytics", day(2025, 6), day(2026), 20)),
                )
            ],
            id="without a known end other products begin in its middle",
        ),
        pytest.param(
            [said("K-1~2025-01-01", day(2025), day(2026), "Platform", 2025)],
            SECOND,
            [ONE_TERM],
            id="a number as we keep it ourselves is that number",
        ),
        pytest.param(
            [said(None, day(2025), day(2026), "Platform")],
            said(None, day(2025, 6), day(2026), "Analytics", 20),
            [
                (
                    "",
                    day(2025),
                    day(2026),
                    (("Platform", day(2025), day(2026), 100), ("Analytics", day(2025, 6), day(2026), 20)),
                )
            ],
            id="without a number, another product under the same end",
        ),
        pytest.param(
            [said(None, day(2025, 2), day(2026), "Platform")],
            said(None, day(2025), day(2026), "Platform"),
            [("", day(2025), day(2026), (("Platform", day(2025), day(2026), 100),))],
            id="without a number, the same product under the same end",
        ),
        pytest.param(
            [said(None, day(2025), day(2026), "Platform")],
            said(None, day(2025, 6), day(2026, 6), "Analytics", 20),
            [
                ("", day(2025), day(2026), (("Platform", day(2025), day(2026), 100),)),
                ("", day(2025, 6), day(2026, 6), (("Analytics", day(2025, 6), day(2026, 6), 20),)),
            ],
            id="without a number, contracts may stand beside each other",
        ),
        pytest.param(
            [said(None, None, day(2026), "Platform")],
            said(None, day(2026), day(2027), "Platform"),
            [
                ("", None, day(2026), (("Platform", None, day(2026), 100),)),
                ("", day(2026), day(2027), (("Platform", day(2026), day(2027), 100),)),
            ],
            id="without a number, one that ends on the day on which another begins",
        ),
    ],
)
def test_what_a_row_makes_of_what_is_known(
    book: SqlLibrary, known: list[Said], row: Said, expected: list[Term]
) -> None:
    taken(book, known)
    before = whole_book(book)

    run, _ = taken(book, [row])

    assert terms(book) == expected
    _, (again,) = taken(book, [row])
    assert (terms(book), again.counts) == (expected, {Verdict.UNCHANGED: 1})
    undone(book, run)
    assert whole_book(book) == before
