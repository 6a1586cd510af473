"""Where the header stands, and which field each of its columns fills."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from domain.imports import FileRefusedError
from domain.records import RecordKind
from integrations.files.cells import Row, narrowed, text_from
from integrations.files.fields import CONTACT_NAMES, IGNORED, Field, field_named, fields_of
from integrations.files.money import currency_in
from integrations.files.numbers import multiplier_of
from integrations.files.synonyms import all_known_words, known_words
from integrations.files.words import folded

HEAD_ROWS = 20
REASON_COLUMN = "moorline: why refused"
_REASON = folded(REASON_COLUMN)
_BRACKETS = re.compile(r"[(\[{【〔].*?[)\]}】〕]")
_IN_CURRENCY = re.compile(
    r"\b(in\s+)?(usd|eur|gbp|cny|rmb|jpy|hkd|sgd|aud|cad|k|m|thousands?|millions?)\b|[$€£¥]", re.IGNORECASE
)
_UNIT = re.compile(
    r"(千万|百万|[万萬亿億千])(?=元|美元|欧元|$|[)\]】])|(?<=[($€£¥\s])([km])\b|\b(thousand|million)s?\b", re.IGNORECASE
)
_LIKE_ENOUGH = 80.0


@dataclass(frozen=True, slots=True)
class Header:
    """The header's row number and its texts, one a column."""

    row: int
    texts: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The same for every file with these columns in this order, however they are cased or spaced."""
        return hashlib.sha256("\x1f".join(folded(text) for text in self.texts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ColumnFields:
    """Column position → field, for one kind; `doubled` holds (position, the column that already fills its field).

    `nobodys`: columns of a contact in a sheet whose columns name none, like a company's own `Phone`.
    """

    kind: RecordKind
    fields: Mapping[int, Field]
    doubled: Mapping[int, str]
    nobodys: tuple[int, ...] = ()

    def has(self, *paths: str) -> bool:
        return not {field.path for field in self.fields.values()}.isdisjoint(paths)


def header_in(head: Iterable[tuple[int, Row]], mapped: Iterable[str]) -> Header | None:
    """The row of the first twenty with the most known names; the first of equals."""
    known = all_known_words() | {folded(text) for text in mapped}
    best, most = None, 0
    for number, row in head:
        count = len({word for cell in row if (word := bare_word(text_from(cell), known)) in known})
        if count > most:
            best, most = Header(number, _texts(row)), count
    return best


def bare_word(text: str, known: Iterable[str]) -> str:
    """`ARR (USD)`, `合同金额（万元）` and `ARR $k` without what stands beside the name; whole if it is known whole."""
    whole = folded(text)
    if whole in known:
        return whole
    without = _BRACKETS.sub("", narrowed(text))
    return folded(without) if folded(without) in known else folded(_IN_CURRENCY.sub("", without))


def column_fields(header: Header, kind: RecordKind, said: Mapping[str, Field]) -> ColumnFields:
    """`said` maps folded column texts to fields: what a person said of a column beats what its text says."""
    known = known_words(kind)
    filled_by: dict[Field, int] = {}
    doubled: dict[int, str] = {}
    for position in sorted(range(len(header.texts)), key=lambda at: (folded(header.texts[at]) not in said, at)):
        field = _field_of(header.texts[position], known, said)
        if field is not None and field is not IGNORED and filled_by.setdefault(field, position) != position:
            doubled[position] = header.texts[filled_by[field]]
    fields = {position: field for field, position in filled_by.items()}
    nobodys = tuple(at for at, field in fields.items() if field.group is RecordKind.CONTACT)
    if kind is not RecordKind.ACCOUNT or any(field.path in CONTACT_NAMES for field in fields.values()):
        nobodys = ()
    return ColumnFields(kind, {at: field for at, field in fields.items() if at not in nobodys}, doubled, nobodys)


def said_fields(header: Header, kind: RecordKind, columns: Mapping[str, str]) -> dict[str, Field]:
    """Folded column text → field, of the columns that this header has; a field that the kind has not is left out."""
    texts = {folded(text) for text in header.texts}
    named = {folded(column): field_named(name, kind) for column, name in columns.items() if folded(column) in texts}
    return {column: field for column, field in named.items() if field is not None}


def refuse_unknown_fields(title: str, header: Header, kind: RecordKind, columns: Mapping[str, str]) -> None:
    said = said_fields(header, kind, columns)
    texts = {folded(text) for text in header.texts}
    for column, name in columns.items():
        if folded(column) in texts and folded(column) not in said:
            offered = ", ".join(field.path for field in fields_of(kind))
            raise FileRefusedError(title, f"There is no field '{name}' for {kind} sheets.", f"Fields are: {offered}.")


def suggestion_for(text: str, mapping: ColumnFields) -> str | None:
    """The field, not filled yet, whose words are most like an unknown column's text: a person decides, with --map."""
    filled = set(mapping.fields.values())
    free = {word: field.path for word, field in known_words(mapping.kind).items() if field not in filled}
    best = process.extractOne(bare_word(text, ()), free.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    return free[best[0]] if best else None


def is_reason(text: str) -> bool:
    return folded(text) == _REASON


def unit_in(text: str) -> tuple[str | None, int]:
    """The currency and the multiplier that a header names: `合同金额(万元)` is CNY and 10000."""
    found = _UNIT.search(narrowed(text))
    word = next((part for part in found.groups() if part), "") if found else ""
    spelled = {"thousand": "k", "million": "m"}.get(word.casefold(), word)
    return currency_in(text), multiplier_of(spelled)


def _field_of(text: str, known: Mapping[str, Field], said: Mapping[str, Field]) -> Field | None:
    return said.get(folded(text)) or known.get(bare_word(text, known.keys()))


def _texts(row: Sequence[object]) -> tuple[str, ...]:
    texts = [text_from(cell) for cell in row]  # type: ignore[arg-type]  # a Row is one of two lists, read alike
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
