from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from written_files import CHINESE, opened, reasons, records, written

from domain.accounts import Money
from domain.imports import DateOrder, FileRefusedError, ReadOptions
from domain.records import AccountRef, RecordKind
from integrations.files.reading import LocalFiles


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
    ],
)
def test_the_bytes_say_the_encoding(tmp_path: Path, encoding: str, shown: str) -> None:
    text = CHINESE + "Acme Holding,5,2026-01-01\n" * 30

    file = opened(written(tmp_path, text, encoding=encoding))

    assert file.notes == (f"Read as {shown}, columns divided by comma.",)
    assert records(file)[0].account == AccountRef(name="深圳星河科技有限公司")


@pytest.mark.parametrize(
    "rest", [pytest.param("Café,René\n", id="bytes no Chinese has"), pytest.param("", id="bytes that might be")]
)
def test_western_text_is_not_taken_for_chinese(tmp_path: Path, rest: str) -> None:
    path = written(tmp_path, f"Account,Owner\nMüller Söhne,Jörg\n{rest}", encoding="cp1252")

    with pytest.raises(FileRefusedError, match="I cannot tell its encoding"):
        opened(path)
    assert records(opened(path, ReadOptions(encoding="cp1252")))[0].account.name == "Müller Söhne"


@pytest.mark.parametrize("encoding", ["ascii", "no-such-encoding"])
def test_an_encoding_that_does_not_fit_is_said(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(FileRefusedError, match=f"This file is not in {encoding}"):
        opened(written(tmp_path, CHINESE), ReadOptions(encoding=encoding))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_divided_by_what_divides_them_evenly(tmp_path: Path, delimiter: str) -> None:
    text = f'Account{delimiter}Notes{delimiter}Owner\n"Acme, Inc.; a|b"{delimiter}"two\nlines"{delimiter}maya\n'

    assert records(opened(written(tmp_path, text)))[0].fields["owner"] == "maya"


def test_a_title_blank_rows_and_totals_are_no_records(tmp_path: Path) -> None:
    title = "Customer book,,\n,,\nCreated by Ops,,\n"
    text = f"{title}ACCOUNT name,Owner,Seats\n\nAcme,maya,10\n,,\nBeta,lin,5\nTotal,,15\n合计,,15\n"

    file = opened(written(tmp_path, text))

    assert file.sheets[0].outline.header_row == 4
    assert [record.row for record in records(file) if record.kind is RecordKind.ACCOUNT] == [6, 8]
    assert [list(batch.totals) for batch in file.sheets[0].batches()] == [[9, 10]]


def test_an_account_that_is_called_total_is_an_account(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "Account,Owner\nTotal,maya\n"))

    assert [record.account.name for record in records(file)] == ["Total"]


def test_one_row_of_accounts_is_an_account_a_contract_a_contact_and_an_answer(tmp_path: Path) -> None:
    text = (
        "Customer,Customer ID,Web site,ARR (USD),Renewal date,Seats,Contact,E-mail,Phone,Role,NPS,Tags\n"
        "Acme,007,https://www.acme.example/x,$48k,2026-12-31,10,Bo,BO@acme.example,13800138000.0,Champion,9,a; b\n"
    )

    found = {record.kind: record.fields for record in records(opened(written(tmp_path, text)))}

    assert found == {
        RecordKind.ACCOUNT: {"name": "Acme", "external_id": "007", "domains": ("acme.example",), "tags": ("a", "b")},
        RecordKind.CONTRACT: {"arr": Money(4_800_000, "USD"), "end_on": date(2026, 12, 31), "seats": 10},
        RecordKind.CONTACT: {"name": "Bo", "email": "bo@acme.example", "phone": "13800138000.0", "role": "champion"},
        RecordKind.SURVEY: {"survey": "nps", "score": Decimal(9)},
    }


def test_a_chinese_column_of_amounts_counts_in_yuan_and_in_its_unit(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "客户名称,合同金额（万元）\n甲,12\n乙,￥3万\n"))

    assert [r.fields["arr"] for r in records(file) if "arr" in r.fields] == [
        Money(12_000_000, "CNY"),
        Money(3_000_000, "CNY"),
    ]
    assert file.sheets[0].outline.notes == (
        "Amounts in '合同金额（万元）' count 10,000 each, unless a cell has its own unit.",
        "The sign ¥ in '合同金额（万元）' is CNY (--currency JPY says otherwise).",
    )


def test_a_currency_column_says_each_rows_currency(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "Account,ARR,Currency\nAcme,12,EUR\nBeta,13,\n"))

    assert [record.fields["arr"] for record in records(file) if "arr" in record.fields] == [Money(1200, "EUR")]
    assert reasons(file) == {3: "column 'ARR' has no currency; add a currency column, or say --currency USD"}


def test_dates_that_can_be_read_in_two_ways_are_asked_about(tmp_path: Path) -> None:
    path = written(tmp_path, "Account,Renewal date\nAcme,03/04/2026\nBeta,05/06/2026\n")

    with pytest.raises(FileRefusedError) as refused:
        opened(path)

    assert str(refused.value) == (
        "accounts.csv: In column 'Renewal date' every date can be read in two ways (row 2, 3). "
        "Say which: --dates dmy (28/02/2026) or --dates mdy (02/28/2026)."
    )
    said = opened(path, ReadOptions(dates=DateOrder.MDY))
    assert [record.fields.get("end_on") for record in records(said)][1] == date(2026, 3, 4)


def test_a_late_row_decides_the_order_of_the_whole_column(tmp_path: Path) -> None:
    rows = "".join(f"Account {number},03/04/2026\n" for number in range(12_000))

    file = opened(written(tmp_path, f"Account,Renewal date\n{rows}Last,28/02/2026\n"))

    assert {record.fields["end_on"] for record in records(file)[1:3:2]} == {date(2026, 4, 3)}
    assert file.sheets[0].outline.notes == ("Dates in 'Renewal date' are read with the day first (28/02/2026).",)


def test_a_column_that_contradicts_itself_is_refused_with_its_rows(tmp_path: Path) -> None:
    path = written(tmp_path, "Account,Renewal date\nAcme,28/02/2026\nBeta,02/28/2026\n")

    with pytest.raises(FileRefusedError, match="has the day first in row 2 and the month first in row 3"):
        opened(path)


def test_rows_of_one_account_that_contradict_each_other_are_both_refused(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "Account,Tier,Contact\nAcme,high,Bo\nAcme,high,Ann\nBeta,mid,\nbeta,tech,\n"))

    assert reasons(file) == {
        4: "says another tier than row 5 of the same account",
        5: "says another tier than row 4 of the same account",
    }
    assert [r.fields["name"] for r in records(file) if r.kind is RecordKind.CONTACT] == ["Bo", "Ann"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(
            "Account,Tier\nAcme,platinum\n", "column 'Tier' 'platinum' is not one of high, mid, tech", id="word"
        ),
        pytest.param(
            "Account,Domain\nAcme,gmail.com\n",
            "column 'Domain' 'gmail.com' is everybody's mail domain and names no account",
            id="mail",
        ),
        pytest.param(
            "Account,Domain\nAcme,nonsense\n",
            "column 'Domain' 'nonsense' is not a domain; write it like acme.com",
            id="domain",
        ),
        pytest.param(
            "Account,Email\nAcme,bo@acme.com; bo2@acme.com\n",
            "column 'Email' 'bo@acme.com; bo2@acme.com' names 2 e-mail addresses: keep one, or give each a row",
            id="two e-mails",
        ),
        pytest.param("Account,Email\nAcme,nobody\n", "column 'Email' 'nobody' is not an e-mail address", id="e-mail"),
        pytest.param("Account,Stars\nAcme,7\n", "column 'Stars' 7 is not 1, 2 or 3", id="stars"),
        pytest.param("Account,Seats\nAcme,-7\n", "column 'Seats' -7 is below zero", id="seats"),
        pytest.param(
            "Account,Contract end\nAcme,9999-12-31\n",
            "column 'Contract end' 9999-12-31 is no day of a business; leave the cell empty where there is none",
            id="a day that never comes",
        ),
        pytest.param(
            "Account,Contract end,Notice days\nAcme,2027-01-01,999999\n",
            "column 'Notice days' 999999 days are more than ten years; write the days of notice, like 90",
            id="notice for ages",
        ),
        pytest.param(
            "Account,Owner\n,maya\n", "names no account: the name, the external id or the domain is needed", id="nobody"
        ),
        pytest.param(
            "Account,Contact,Phone\nAcme,,1\n",
            "has no name or email or external_id for the contact",
            id="a phone of nobody",
        ),
        pytest.param(
            "Account,Start,End\nAcme,2026-02-01,2026-01-01\n",
            "the contract ends (2026-01-01) before it starts (2026-02-01)",
            id="dates",
        ),
        pytest.param(
            'Account,End,ARR (USD)\nAcme,2027-01-01,"(1,200)"\n',
            "the ARR of the contract is below zero: a credit is no ARR. "
            "Write what is paid for a year without it, or leave the cell empty",
            id="a credit as ARR",
        ),
        pytest.param("Account,NPS\nAcme,11\n", "NPS answers are 0 to 10, not 11", id="nps"),
        pytest.param(
            "Account,Owner\n" + "A" * 300 + ",x\n",
            "column 'Account' is 300 characters long; at most 255 are kept",
            id="long",
        ),
        pytest.param(
            "Account,Seats\nAcme,#N/A\n", "column 'Seats' holds the spreadsheet error #N/A", id="formula error"
        ),
    ],
)
def test_a_row_with_a_cell_that_cannot_be_read_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    file = opened(written(tmp_path, text), ReadOptions(kind=RecordKind.ACCOUNT))

    assert list(reasons(file).values()) == [reason]


def test_control_characters_and_mentions_are_cleaned(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "Account,Owner,Stars\nAc\x07me\u200b  Inc,<@U123|maya>,★★\n"))

    assert records(file)[0].fields == {"name": "Acme Inc", "owner": "U123", "stars": 2}


@pytest.mark.parametrize(
    ("name", "text", "kind", "because"),
    [
        ("contacts.csv", "Account,Name,Email\n", RecordKind.CONTACT, "'contacts' is named so"),
        ("客户合同.csv", "客户名称,合同编号,到期日\n", RecordKind.CONTRACT, "'客户合同' is named so"),
        ("export.csv", "Account,Owner,ARR,Renewal\n", RecordKind.ACCOUNT, "4 of its columns say so"),
        ("data.csv", "Account,Ticket,Priority,Created\n", RecordKind.TICKET, "4 of its columns say so"),
        ("data.csv", "Account,Invoice no,Due date,Amount\n", RecordKind.INVOICE, "4 of its columns say so"),
        ("data.csv", "Account,Day,DAU,MAU\n", RecordKind.USAGE, "4 of its columns say so"),
    ],
)
def test_the_name_or_the_columns_say_the_kind(
    tmp_path: Path, name: str, text: str, kind: RecordKind, because: str
) -> None:
    outline = opened(written(tmp_path, text, name=name)).sheets[0].outline

    assert (outline.kind, outline.kind_because) == (kind, because)


@pytest.mark.parametrize(
    "text", [pytest.param("Account,Start,End\n", id="two kinds"), pytest.param("Currency,Comment\n", id="no kind")]
)
def test_an_unclear_kind_is_asked_for(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileRefusedError, match=r"I cannot tell what it holds: .*Say it, like --kind"):
        opened(written(tmp_path, text, name="data.csv"))


def test_a_file_that_is_named_for_a_kind_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match=r"As a sheet of kind contact it lacks a column for row.account_name or"):
        opened(written(tmp_path, "E-mail,Employer\nana@acme.com,Acme\n", name="hubspot_contacts.csv"))


def test_a_kind_that_was_said_but_lacks_a_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match=r"As a sheet of kind ticket it lacks a column for ticket.opened_at"):
        opened(written(tmp_path, "Account,Ticket\n"), ReadOptions(kind=RecordKind.TICKET))


def test_unknown_columns_are_suggested_but_not_believed(tmp_path: Path) -> None:
    outline = (
        opened(written(tmp_path, "Account,Ownr,Zodiac,Customer,moorline: why refused\nAcme,maya,x,y,z\n"))
        .sheets[0]
        .outline
    )

    assert [(use.text, use.field, use.suggestion) for use in outline.columns] == [
        ("Account", "account.name", None),
        ("Ownr", None, "account.owner"),
        ("Zodiac", None, None),
        ("Customer", None, None),
    ]
    assert outline.notes == ("Column 'Customer' is not used: 'Account' already fills its field.",)


def test_a_mapped_column_beats_the_synonyms_and_the_memory(tmp_path: Path) -> None:
    path = written(tmp_path, "Account,Kunde,Betreuer\nx,Acme,maya\n")
    said = ReadOptions(columns={"Kunde": "name"})

    file = LocalFiles().open(path, said, remembered=lambda _: {"betreuer": "account.owner", "Kunde": "segment"})

    assert records(file)[0].fields == {"name": "Acme", "owner": "maya"}


def test_a_field_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="There is no field 'colour' for account sheets"):
        opened(written(tmp_path, "Account,Hue\n"), ReadOptions(columns={"Hue": "colour"}))


@pytest.mark.parametrize(
    ("text", "reason"), [("a,b\n1,2\n", "None of its first 20 rows is a header that I know."), ("", "It is empty.")]
)
def test_a_file_without_a_header_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(FileRefusedError, match=reason):
        opened(written(tmp_path, text))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="There is no such file"):
        opened(tmp_path / "none.csv")


def test_an_open_quotation_mark_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, 'Account,Owner\nAcme,"' + "x" * 140_000)

    with pytest.raises(FileRefusedError, match="Line 2 ends a cell of more than 131,072 characters"):
        opened(path)
