"""Which encoding a text file is in: told by its bytes where they prove it, asked for where they do not."""

from __future__ import annotations

import codecs
from pathlib import Path

from domain.imports import FileRefusedError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20
_HEAD = 1 << 16
_ZEROS_OF_UTF16 = 0.2
_CHINESE_SHARE = 0.8


def encoding_of(path: Path, wanted: str | None) -> str:
    """The encoding that the whole file decodes in; `wanted` is what the person said, and is checked too."""
    head = _head(path)
    for encoding in (wanted,) if wanted else _candidates(head):
        if _decodes(path, encoding) and (wanted or _is_plausible(head, encoding)):
            return encoding
    if wanted:
        raise FileRefusedError(
            path.name, f"This file is not in {wanted}.", "Leave --encoding out, or name another one."
        )
    raise FileRefusedError(
        path.name,
        "I cannot tell its encoding: it is neither UTF-8 nor UTF-16 nor GB18030.",
        "Say it, for example --encoding cp1252 (Western Excel) or --encoding big5, or save the file as UTF-8.",
    )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _candidates(head: bytes) -> tuple[str, ...]:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return (encoding,)
    return (*_without_bom(head), "utf-8", "gb18030")


def _without_bom(head: bytes) -> tuple[str, ...]:
    """UTF-16 shows in its zero bytes: every second one of each ASCII letter."""
    even, odd = head[::2], head[1::2]
    if odd and odd.count(0) > _ZEROS_OF_UTF16 * len(odd):
        return ("utf-16-le",)
    if even and even.count(0) > _ZEROS_OF_UTF16 * len(even):
        return ("utf-16-be",)
    return ()


def _decodes(path: Path, encoding: str) -> bool:
    try:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except (UnicodeError, LookupError):
        return False
    return True


def _is_plausible(head: bytes, encoding: str) -> bool:
    """Western text decodes as GB18030 by accident (`Müller`), into characters that Chinese hardly uses."""
    if encoding != "gb18030":
        return True
    foreign = [letter for letter in head.decode("gb18030", "ignore") if not letter.isascii()]
    common = sum(1 for letter in foreign if _is_common_chinese(letter))
    return common >= _CHINESE_SHARE * len(foreign)


def _is_common_chinese(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
