"""How a sheet is going to be read, in words: its kind and why, each column's field, and what to know about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from domain.import_ports import Remembered
from domain.imports import ColumnUse, DateOrder, ReadOptions, SheetOutline
from domain.records import RecordKind
from integrations.files.cells import narrowed
from integrations.files.fields import Reading
from integrations.files.headers import (
    Header,
    is_reason,
    refuse_unknown_fields,
    said_fields,
    suggestion_for,
    unit_in,
)
from integrations.files.kinds import KindFound, kind_of
from integrations.files.look import Look
from integrations.files.tables import Table
from integrations.files.values import ColumnSense
from integrations.files.words import folded

_UNNAMED = frozenset({"sheet", "sheet1", "工作表1", "工作表", "feuil1", "tabelle1", "data", "export"})
_ORDERS = {DateOrder.DMY: "day first (28/02/2026)", DateOrder.MDY: "month first (02/28/2026)"}


def name_of(path: Path, table: Table) -> str:
    """The sheet's own name where somebody gave it one, else the file's."""
    return table.name if table.name and folded(table.name) not in _UNNAMED else path.stem


def kind_found(title: str, name: str, header: Header, options: ReadOptions, remembered: Remembered) -> KindFound:
    """`--map` beats what is remembered for these columns, which beats the synonyms."""
    columns = {**remembered(header.fingerprint), **options.columns}
    said = {kind: said_fields(header, kind, columns) for kind in RecordKind}
    found = kind_of(title, name, header, wanted=options.kind, said=said)
    refuse_unknown_fields(title, header, found.kind, options.columns)
    return found


def outline_of(
    file: str, table: Table, header: Header, found: KindFound, look: Look, senses: Mapping[int, ColumnSense]
) -> SheetOutline:
    return SheetOutline(
        file=file,
        sheet=table.name,
        kind=found.kind,
        kind_because=found.because,
        header_row=header.row,
        header=header.texts,
        columns=tuple(_columns(header, found, look)),
        notes=tuple(_notes(header, found, look, senses)),
        fingerprint=header.fingerprint,
        rows=look.rows,
    )


def _columns(header: Header, found: KindFound, look: Look) -> Iterator[ColumnUse]:
    for position, text in enumerate(header.texts):
        field = found.mapping.fields.get(position)
        is_unknown = field is None and position not in {*found.mapping.doubled, *found.mapping.nobodys}
        suggestion = suggestion_for(text, found.mapping) if is_unknown and text else None
        if text and not is_reason(text):
            yield ColumnUse(text, position, field.path if field else None, suggestion, look.samples.get(position, ()))


def _notes(header: Header, found: KindFound, look: Look, senses: Mapping[int, ColumnSense]) -> Iterator[str]:
    for position, text in found.mapping.doubled.items():
        yield f"Column '{header.texts[position]}' is not used: '{text}' already fills its field."
    for position in found.mapping.nobodys:
        yield f"Column '{header.texts[position]}' is not used: no column names the contact whose it is."
    for position, field in found.mapping.fields.items():
        sense, text = senses[position], header.texts[position]
        if sense.order is not None:
            yield f"Dates in '{text}' are read with the {_ORDERS[sense.order]}."
        if field.reading is Reading.MONEY:
            yield from _money_notes(text, sense, look.samples.get(position, ()))


def _money_notes(text: str, sense: ColumnSense, samples: tuple[str, ...]) -> Iterator[str]:
    named, factor = unit_in(text)
    if factor > 1:
        yield f"Amounts in '{text}' count {factor:,} each, unless a cell has its own unit."
    if sense.money.currency and named is None:
        yield f"Amounts in '{text}' without a currency are {sense.money.currency} (--currency says otherwise)."
    if any("¥" in narrowed(sample) for sample in samples) and sense.money.currency != "JPY":
        yield f"The sign ¥ in '{text}' is CNY (--currency JPY says otherwise)."
