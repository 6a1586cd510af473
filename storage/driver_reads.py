"""Reads on the hot path, asked of the driver itself: for one row, SQLAlchemy's result costs more than the row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Dialect, Select

Process = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A statement as a driver takes it; `names` are its parameters in order, None where the driver knows names."""

    text: str
    names: Sequence[str] | None

    def parameters(self, said: Mapping[str, Any]) -> Any:
        return said if self.names is None else [said[name] for name in self.names]


class DriverRead:
    """A prebuilt statement whose parameters are texts and numbers; prepared once for each dialect."""

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._questions: dict[str, Question] = {}
        self._processes: dict[str, Sequence[tuple[int, Process]]] = {}

    def rows(self, connection: Connection, said: Mapping[str, Any]) -> Iterator[list[Any]]:
        """What the driver refuses is asked again by SQLAlchemy, which knows what the error means and what to do."""
        dialect = connection.dialect
        question = self._questions.get(dialect.name) or self._question(dialect)
        try:
            cursor = connection.connection.cursor()
            cursor.execute(question.text, question.parameters(said))
            processes = self._processes.get(dialect.name) or self._processes_of(dialect, cursor.description)
            rows = cursor.fetchall()
            cursor.close()
        except dialect.loaded_dbapi.Error:
            return map(list, connection.execute(self._statement, said).all())
        return map(partial(_values, processes), rows)

    def _question(self, dialect: Dialect) -> Question:
        compiled = self._statement.compile(dialect=dialect)
        self._questions[dialect.name] = question = Question(str(compiled), compiled.positiontup)
        return question

    def _processes_of(self, dialect: Dialect, description: Sequence[Sequence[Any]]) -> Sequence[tuple[int, Process]]:
        """What SQLAlchemy makes of each column, where it makes something of it; it asks for the driver's type code."""
        columns = zip(self._statement.selected_columns, description, strict=True)
        made = [
            (place, column.type.dialect_impl(dialect).result_processor(dialect, described[1]))
            for place, (column, described) in enumerate(columns)
        ]
        self._processes[dialect.name] = processes = [(place, process) for place, process in made if process]
        return processes


def _values(processes: Sequence[tuple[int, Process]], row: Sequence[Any]) -> list[Any]:
    values = list(row)
    for place, process in processes:
        values[place] = process(values[place])
    return values
