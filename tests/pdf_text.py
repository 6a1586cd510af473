"""The words of a PDF as matplotlib writes it: each piece of text by the table that says which letters its signs are."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_RANGE = re.compile(rb"<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]")
_FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
_STRING = rb"\((?:\\.|[^\\)])*\)"
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|\[((?:[-\s\d.]|%b)*)\]\s*TJ|(%b)\s*Tj|(ET)" % (_STRING, _STRING), re.DOTALL)
_PIECE = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def text_of_pdf(pdf: bytes) -> str:
    """A line for each text that was written."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    fonts = {name: _letters(objects, int(number)) for body in objects.values() for name, number in _FONT.findall(body)}
    contents = [_inflated(body) for body in objects.values() if b"stream" in body]
    return "".join(part for content in contents if b"BT" in content for part in _shown(content, fonts))


def _shown(content: bytes, fonts: dict[bytes, dict[int, str]]) -> Iterator[str]:
    letters: dict[int, str] = {}
    for font, many, one, end in _SHOWN.findall(content):
        if font:
            letters = fonts[font]
        yield from (_decoded(piece, letters) for piece in _PIECE.findall(many or one))
        yield "\n" if end else ""


def _decoded(piece: bytes, letters: dict[int, str]) -> str:
    raw = re.sub(rb"\\([0-7]{1,3}|.)", lambda found: _unescaped(found[1]), piece, flags=re.DOTALL)
    return "".join(letters.get(int.from_bytes(raw[at : at + 2]), "?") for at in range(0, len(raw), 2))


def _unescaped(said: bytes) -> bytes:
    return bytes([int(said, 8)]) if said.isdigit() else _ESCAPES.get(said, said)


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    found = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    assert found, "whoever reads the file aloud needs its letters"
    known = {}
    for first, words in _RANGE.findall(_inflated(objects[int(found[1])])):
        for place, word in enumerate(re.findall(rb"<([0-9a-f]+)>", words)):
            known[int(first, 16) + place] = bytes.fromhex(word.decode()).decode("utf-16-be")
    return known


def _inflated(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found
    try:
        return zlib.decompress(found[1])
    except zlib.error:
        return found[1]
