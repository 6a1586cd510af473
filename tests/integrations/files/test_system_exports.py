"""What CRM and support systems export as it comes: nothing of it is guessed, lost or in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_files import opened, reasons, records, written

from domain.imports import ReadOptions
from domain.records import RecordKind


def test_the_telephone_of_a_company_is_no_contact(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "Account Name,Phone,Title\nAcme,(415) 555-0100,x\n"))

    assert reasons(file) == {}
    assert [record.kind for record in records(file)] == [RecordKind.ACCOUNT]
    assert file.sheets[0].outline.notes == (
        "Column 'Phone' is not used: no column names the contact whose it is.",
        "Column 'Title' is not used: no column names the contact whose it is.",
    )


def test_the_turnover_of_a_company_is_not_what_it_pays(tmp_path: Path) -> None:
    outline = opened(written(tmp_path, "Account Name,Annual Revenue\nAcme,2500000000\n")).sheets[0].outline

    assert [(use.field, use.suggestion) for use in outline.columns] == [("account.name", None), (None, None)]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        pytest.param("Ana,Silva", "Ana Silva", id="both"),
        pytest.param("Ana,", "Ana", id="the given name alone"),
        pytest.param("小龙,李", "李小龙", id="the family name first in Chinese"),
        pytest.param(",", None, id="neither"),
    ],
)
def test_a_name_in_two_columns_is_one(tmp_path: Path, parts: str, name: str | None) -> None:
    text = f"Record ID,First Name,Last Name,Email,Associated Company\n1,{parts},ana@acme.com,Acme\n"

    read = records(opened(written(tmp_path, text, name="contacts.csv")))

    assert [(record.kind, record.account.name, record.fields.get("name")) for record in read] == [
        (RecordKind.CONTACT, "Acme", name)
    ]


def test_a_name_of_its_own_beats_its_parts(tmp_path: Path) -> None:
    text = "Account,Full Name,First Name,Last Name\nAcme,Dr. Ana Silva,Ana,Silva\n"

    assert records(opened(written(tmp_path, text, name="contacts.csv")))[0].fields == {"name": "Dr. Ana Silva"}


def test_the_columns_of_a_hubspot_company_are_known(tmp_path: Path) -> None:
    text = "Record ID,Company name,Company owner,Company Domain Name\n123,Kite Ltd,Ann Lee,kite.io\n"

    (record,) = records(opened(written(tmp_path, text)))

    assert record.fields == {"external_id": "123", "name": "Kite Ltd", "owner": "Ann Lee", "domains": ("kite.io",)}


def test_a_column_that_is_not_what_its_text_says_can_be_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "Customer,Number,Amount Due,Currency,Paid\nAcme,1,10,usd,TRUE\n", name="invoices.csv")

    file = opened(path, ReadOptions(columns={"Paid": "ignore"}))

    assert list(reasons(opened(path)).values()) == [
        "column 'Paid' 'TRUE' is not a date I know; write it like 2026-02-28"
    ]
    assert reasons(file) == {}
    assert file.sheets[0].outline.columns[-1].field is None


def test_a_field_that_is_filled_is_not_suggested_for_another_column(tmp_path: Path) -> None:
    outline = opened(written(tmp_path, "Account,Owner,Ownr\nAcme,maya,lin\n")).sheets[0].outline

    assert [use.suggestion for use in outline.columns] == [None, None, None]
