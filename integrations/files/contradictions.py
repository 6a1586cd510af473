"""Rows of one account in an accounts file that say different things of it: neither is believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from domain.records import AccountRef, Record
from integrations.files.words import folded


@dataclass(slots=True)
class Contradictions:
    """Filled with each row's account record; `reasons` then holds why rows are refused, by row number.

    Of each row only hashes of its values are kept, so that a long file needs little memory.
    """

    reasons: dict[int, str] = field(default_factory=dict)
    _rows: dict[tuple[str, str], int] = field(default_factory=dict)
    _said: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _names: list[str] = field(default_factory=list)

    def look_at(self, record: Record) -> None:
        said = self._hashes(record)
        for key in _keys(record.account):
            first = self._rows.setdefault(key, record.row)
            if first != record.row:
                self._compare(first, record, said)
                return
        self._said[record.row] = said

    def _hashes(self, record: Record) -> tuple[int, ...]:
        self._names += [name for name in record.fields if name not in self._names]
        return tuple(_hash(name, record.fields[name]) if name in record.fields else 0 for name in self._names)

    def _compare(self, first: int, record: Record, said: tuple[int, ...]) -> None:
        before = self._said.get(first, ())
        pairs = zip(self._names, before, said, strict=False)
        if different := [name for name, one, other in pairs if one and other and one != other]:
            fields = ", ".join(different)
            self.reasons.setdefault(first, f"says another {fields} than row {record.row} of the same account")
            self.reasons[record.row] = f"says another {fields} than row {first} of the same account"


def contradictions_in(records: Iterable[Record]) -> dict[int, str]:
    found = Contradictions()
    for record in records:
        found.look_at(record)
    return found.reasons


def _hash(name: str, value: object) -> int:
    """The same name may be written in two ways."""
    return hash(folded(str(value)) if name == "name" else value)


def _keys(account: AccountRef) -> Iterator[tuple[str, str]]:
    """The strongest name of the account alone: rows with an external id are one account only by it."""
    if account.external_id:
        yield "id", account.external_id
    elif account.domain:
        yield "domain", account.domain
    elif account.name:
        yield "name", folded(account.name)
