"""Cells and lines as exports hold them: what stands beneath the records, marks nobody sees, ids that were cut."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from written_files import opened, reasons, records, workbook, written

from domain.imports import ReadOptions
from domain.records import RecordKind


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("合计,,3家", id="a total with a count"),
        pytest.param("Grand Totals (12 records),,", id="Salesforce's total"),
        pytest.param("Total,,USD 1.234", id="a total with a currency"),
        pytest.param("Confidential Information - Do Not Distribute,,", id="Salesforce's footer"),
        pytest.param("Copyright © 2000-2026 salesforce.com,,", id="the copyright"),
        pytest.param("制表人：小王,,", id="who made the sheet"),
    ],
)
def test_what_stands_beneath_the_records_is_no_account(tmp_path: Path, line: str) -> None:
    file = opened(written(tmp_path, f"Account,Account ID,ARR (USD)\nAcme,A1,5\n\n{line}\n"))
    (batch,) = file.sheets[0].batches()

    assert ([record.account.name for record in batch.records], list(batch.totals)) == (["Acme", "Acme"], [4])


@pytest.mark.parametrize("line", ["Total,A1,", "Copyright Law Ltd,A2,", "Source: One,A3,5"])
def test_an_account_that_is_called_like_a_total_or_a_note_stays_one(tmp_path: Path, line: str) -> None:
    (batch,) = opened(written(tmp_path, f"Account,Account ID,Owner\n{line}\n")).sheets[0].batches()

    assert [record.account.name for record in batch.records] == [line.split(",", maxsplit=1)[0]]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("Acme\u00a0Inc.\u00a0", "Acme Inc.", id="blanks that do not break"),
        pytest.param("\u200bAcme\u200d", "Acme", id="joiners at the end"),
        pytest.param("Ac\u00adme\u2060", "Acme", id="marks that nobody sees"),
        pytest.param("👩\u200d🚀 Co", "👩\u200d🚀 Co", id="joined emoji"),
        pytest.param('"Broken\nName Ltd"', "Broken Name Ltd", id="two lines"),
    ],
)
def test_a_name_has_no_marks_that_nobody_sees(tmp_path: Path, name: str, kept: str) -> None:
    assert records(opened(written(tmp_path, f"Account,Owner\n{name},maya\n")))[0].fields["name"] == kept


def test_an_id_that_a_spreadsheet_cut_names_no_account(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "Account,Account ID\nAcme,1.23457E+11\n"))
    book = opened(workbook(tmp_path, {"Accounts": [["Account", "Account ID"], ["Acme", 123456789012345678]]}))

    again = "make the column text and export it again"
    assert reasons(file) == {
        2: f"column 'Account ID' '1.23457E+11' is a number that a spreadsheet has shortened; {again}"
    }
    assert reasons(book) == {
        2: f"column 'Account ID' 123456789012345696 has lost its last digits in a spreadsheet; {again}"
    }


def test_a_score_in_per_cent_is_not_taken_for_one_of_five(tmp_path: Path) -> None:
    file = opened(workbook(tmp_path, {"Survey": [["Account", "CSAT"], ["Acme", 0.95], ["Beta", 0], ["Core", 95]]}))

    assert reasons(file) == {2: "a score of 0.95 is a share, as cells in per cent hold it; write it of 100, like 95"}


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("2026/2/28 上午 10:30", id="morning in Chinese"),
        pytest.param("2026年2月28日下午2:03", id="afternoon in Chinese"),
        pytest.param("2026年2月28日 星期六", id="weekday in Chinese"),
        pytest.param('"2/28/2026, 2:03 PM"', id="a browser's"),
        pytest.param('"Saturday, February 28, 2026"', id="a long date"),
    ],
)
def test_days_as_programs_write_them(tmp_path: Path, cell: str) -> None:
    options = ReadOptions(kind=RecordKind.ACCOUNT)

    read = records(opened(written(tmp_path, f"Account,Renewal date\nAcme,{cell}\n"), options))

    assert read[1].fields == {"end_on": date(2026, 2, 28)}


def test_the_afternoon_of_a_touchpoint_is_its_afternoon(tmp_path: Path) -> None:
    read = records(opened(written(tmp_path, "Account,Date\nAcme,2026-11-01 下午2:03\n", name="calls.csv")))

    assert read[0].fields["at"] == datetime(2026, 11, 1, 14, 3, tzinfo=UTC)


def test_a_ticket_is_not_closed_before_it_is_opened(tmp_path: Path) -> None:
    text = "Account,Ticket,Created,Closed\nAcme,1,2026-11-02,2026-11-01\nAcme,2,2026-11-02,2026-11-02 08:00\n"

    file = opened(written(tmp_path, text, name="tickets.csv"))

    assert reasons(file) == {2: "the ticket is closed (2026-11-01) before it is opened (2026-11-02)"}


@pytest.mark.parametrize(
    "cell",
    [
        "bo@acme.com;",
        "Bo Ray <bo@acme.com>",
        "mailto:bo@acme.com",
        "[bo@acme.com](mailto:bo@acme.com)",
        "bo＠acme.com，",
    ],
)
def test_an_address_is_kept_without_what_stands_around_it(tmp_path: Path, cell: str) -> None:
    file = opened(written(tmp_path, f'Account\tContact\tEmail\tRole\nAcme\tBo\t"{cell}"\tchampion\n'))

    emails = [record.fields["email"] for record in records(file) if record.kind is RecordKind.CONTACT]
    assert emails == ["bo@acme.com"]
