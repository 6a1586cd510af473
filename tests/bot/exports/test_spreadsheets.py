"""An export as spreadsheet programs open it: names as they are, and no cell that runs."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from renewal_book import ROW, TODAY

from bot.exports.renewals_csv import renewals_file
from bot.locale import Language, words_for
from domain.filter_words import Scope
from domain.renewals.answer import RenewalLine, RenewalsExport
from domain.renewals.question import RenewalsWanted

NOW = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)
KEPT = ("深圳市星河科技有限公司", '海洋, "深蓝"; 科技', "两\n行", "Zoë 👨‍👩‍👧", "007")
HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2",
    "\t=1+1",
    "\r=1+1",
    "\u200b=1+1",
    '=HYPERLINK("http://x.test")',
)
RUNS = ("=", "+", "-", "@", "\t", "\r")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def exported() -> bytes:
    lines = tuple(RenewalLine(replace(ROW, name=name)) for name in (*KEPT, *HOSTILE))
    export = RenewalsExport(RenewalsWanted(scope=Scope.MINE), lines, {})
    return renewals_file(export, words_for(Language.ZH_HANS), now=NOW, today=TODAY).content


def test_the_dialect_of_spreadsheets_reads_every_name_and_finds_nothing_that_runs(exported: bytes) -> None:
    text = io.StringIO(exported.decode("utf-8-sig"), newline="")

    header, *rows = csv.reader(text, dialect=csv.excel, strict=True)

    assert exported.startswith(b"\xef\xbb\xbf")
    assert {len(row) for row in rows} == {len(header)}
    names = [row[0] for row in rows]
    assert names[: len(KEPT)] == list(KEPT)
    assert names[len(KEPT) :] == [f"'{name.removeprefix(chr(0x200B))}" for name in HOSTILE]
    assert [name for name in names if name.startswith(RUNS)] == []


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")
def test_libreoffice_opens_it_without_a_formula(exported: bytes, tmp_path: Path) -> None:
    assert OFFICE
    (tmp_path / "renewals.csv").write_bytes(exported)
    as_utf8 = "--infilter=CSV:44,34,76,1"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(  # a program that was looked up, with our own arguments
        [OFFICE, home, "--headless", as_utf8, "--convert-to", "xlsx", "--outdir", str(tmp_path), "renewals.csv"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )

    made = tmp_path / "renewals.xlsx"
    with zipfile.ZipFile(made) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert [sheet for sheet in sheets if b"<f" in sheet.replace(b"<formula", b"")] == []
    rows = CalamineWorkbook.from_path(str(made)).get_sheet_by_index(0).to_python()
    assert [str(row[0]) for row in rows[1:4]] == list(KEPT[:3])
