"""Where the keys of a TOML text stand; the parser of the standard library does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str, ...]

_TABLE = re.compile(r"\s*\[{1,2}([^\[\]]+)\]{1,2}\s*(?:#.*)?$")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_KEY = re.compile(rf"\s*((?:{_PART.pattern})(?:\s*\.\s*(?:{_PART.pattern}))*)\s*=")
_STRING = re.compile(r""""(?:\\.|[^"\\])*"|'[^']*'""")
_LONG_QUOTES = ('"""', "'''")


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line on which each table and key of a sound TOML text begins; an inline table has the line of its key.

    The tables of an array are numbered from 1, as a further part of its path.
    """
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in _beginnings(text):
        if header := _TABLE.match(line):
            table = _path(header[1])
            if line.lstrip().startswith("[["):
                counts[table] = counts.get(table, 0) + 1
                lines.setdefault(table, number)
                table = (*table, str(counts[table]))
            for size in range(1, len(table) + 1):
                lines.setdefault(table[:size], number)
        elif key := _KEY.match(line):
            lines.setdefault(table + _path(key[1]), number)
    return lines


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    """The line of a key, else of the nearest table around it, else the first."""
    return next((lines[path[:size]] for size in range(len(path), 0, -1) if path[:size] in lines), 1)


def _beginnings(text: str) -> Iterator[tuple[int, str]]:
    """The lines that begin something: not those inside of a long string or of an array that goes over several.

    Editors and TOML count by line feeds alone; other signs that Python breaks lines at may stand in a text.
    """
    open_quotes, depth = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not open_quotes and not depth:
            yield number, line
        rest, open_quotes = _after_long_strings(line, open_quotes)
        depth += _balance(rest)


def _after_long_strings(line: str, open_quotes: str) -> tuple[str, str]:
    """The line without long strings, and the quotes of the one that is still open at its end."""
    kept = ""
    while line:
        quotes = open_quotes or next((quotes for quotes in _LONG_QUOTES if quotes in line), "")
        before, found, line = line.partition(quotes) if quotes else (line, "", "")
        kept += "" if open_quotes else before
        open_quotes = quotes if bool(found) is not bool(open_quotes) else ""
    return kept, open_quotes


def _balance(line: str) -> int:
    """Brackets opened less brackets closed; those of a `[table]` close themselves."""
    bare = _STRING.sub("", line).partition("#")[0]
    return sum(bare.count(opening) for opening in "[{") - sum(bare.count(closing) for closing in "]}")


def _path(dotted: str) -> KeyPath:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))
