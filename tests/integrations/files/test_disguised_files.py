"""A file is what it holds: what its name says of it is only a hint."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from written_files import opened

from domain.imports import FileRefusedError


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        pytest.param("a.csv", b"", "a.csv: It is empty, without a single byte. Export it again.", id="nothing"),
        pytest.param("a.csv", b"%PDF-1.4 \x93", "a.csv: It is a PDF. Export the table itself", id="PDF"),
        pytest.param("a.csv", b"\x1f\x8b\x08", "a.csv: It is an archive. Unpack it", id="packed"),
        pytest.param("a.csv", b"PK\x03\x04", "It is a workbook, though its name ends in '.csv'. Rename it", id="xlsx"),
        pytest.param("a.csv", b"\xd0\xcf\x11\xe0", "Rename it to .xls.", id="xls"),
        pytest.param("a.xls", b"\n<html><table>", "It is a web page, though its name ends in '.xls'.", id="web page"),
        pytest.param("a.xls", b"Account\tARR\n", "It is text, though its name ends in '.xls'. Rename", id="text"),
        pytest.param("a.xlsx", "Kunde".encode("utf-16"), "It is text, though its name ends in '.xlsx'.", id="UTF-16"),
    ],
)
def test_a_file_is_what_it_holds_and_not_what_it_is_called(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(FileRefusedError, match=re.escape(sentence)):
        opened(path)


def test_a_folder_and_a_zip_of_files_are_said(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    with zipfile.ZipFile(tmp_path / "exports.zip", "w") as packed:
        packed.writestr("accounts.csv", "Account\nAcme\n")

    with pytest.raises(FileRefusedError, match=r"It is a folder\. Name the files in it\."):
        opened(tmp_path / "folder.csv")
    with pytest.raises(FileRefusedError, match=r"It is an archive\."):
        opened(tmp_path / "exports.zip")


def test_a_stray_blank_far_away_is_said_before_there_is_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Accounts")
        sheet.write_row(0, 0, ["Account"])
        sheet.write(1_048_575, 16_383, " ")

    with pytest.raises(FileRefusedError, match=r"Sheet 'Accounts' reaches to row 1,048,576 and column 16,384\."):
        opened(path)
