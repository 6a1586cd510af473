"""What a file is, whatever its name says: a workbook called .csv, a web page called .xls, a PDF."""

from __future__ import annotations

import zipfile
from pathlib import Path

from domain.imports import FileRefusedError

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_HEAD = 4096
_ZIP, _OLE, _GZIP, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF"
_OF_WORKBOOKS = ("xl/", "content.xml")
_CONTROLS = frozenset({*range(9), *range(14, 32)})


def refuse_disguised(path: Path) -> None:
    """A file that cannot be a table, or is another kind of table than its name says, with what to do about it."""
    if path.is_dir():
        raise FileRefusedError(path.name, "It is a folder.", "Name the files in it.")
    if not path.is_file():
        raise FileRefusedError(path.name, "There is no such file.", "Check the path.")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise FileRefusedError(path.name, "It is empty, without a single byte.", "Export it again.")
    if refusal := _as_content(path, head):
        raise FileRefusedError(path.name, *refusal)


def _as_content(path: Path, head: bytes) -> tuple[str, str] | None:
    suffix = path.suffix.casefold()
    if head.startswith(_PDF):
        return "It is a PDF.", "Export the table itself, as CSV or xlsx."
    if head.startswith(_GZIP) or (head.startswith(_ZIP) and not _is_workbook(path)):
        return "It is an archive.", "Unpack it and import the files in it."
    if suffix in WORKBOOKS:
        return _as_text(suffix, head)
    if head.startswith((_ZIP, _OLE)):
        right = ".xls" if head.startswith(_OLE) else ".xlsx"
        return f"It is a workbook, though its name ends in '{suffix}'.", f"Rename it to {right}."
    return None


def _is_workbook(path: Path) -> bool:
    """A zip that is broken is for the reader of workbooks to complain about."""
    try:
        with zipfile.ZipFile(path) as packed:
            return any(name.startswith(_OF_WORKBOOKS) for name in packed.namelist())
    except zipfile.BadZipFile:
        return True


def _as_text(suffix: str, head: bytes) -> tuple[str, str] | None:
    """Some systems call a web page or a text with tabs .xls, so that spreadsheet programs open it."""
    bare = head.lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if bare.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        return (
            f"It is a web page, though its name ends in '{suffix}'.",
            "Open it in a spreadsheet program and save it as .xlsx or CSV.",
        )
    if not head.startswith((_ZIP, _OLE)) and (_is_utf16(head) or not set(head) & _CONTROLS):
        return f"It is text, though its name ends in '{suffix}'.", "Rename it to .csv."
    return None


def _is_utf16(head: bytes) -> bool:
    return head.startswith((b"\xff\xfe", b"\xfe\xff"))
