from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select

from domain.preferences import Preferences, WorkspaceRules
from domain.wishes import preferences_from, rules_from, rules_text, wishes_of
from storage.tables import PreferenceRow, table_of
from storage.upsert import insert_into

_PREFERENCE = table_of(PreferenceRow)
_WORKSPACE = "*"
_ALL = select(_PREFERENCE.c.person, _PREFERENCE.c.wishes)
_ONE = select(_PREFERENCE.c.wishes).where(_PREFERENCE.c.person == bindparam("wanted"))


class SqlWishes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, person: str) -> Preferences:
        return preferences_from(self._said(person))

    def all(self) -> dict[str, Preferences]:
        rows = self._connection.execute(_ALL)
        return {row.person: preferences_from(json.loads(row.wishes)) for row in rows if row.person != _WORKSPACE}

    def save(self, person: str, preferences: Preferences) -> None:
        self._write(person, wishes_of(preferences))

    def rules(self) -> WorkspaceRules:
        return rules_from(self._said(_WORKSPACE))

    def save_rules(self, rules: WorkspaceRules) -> None:
        self._write(_WORKSPACE, rules_text(rules))

    def _said(self, person: str) -> dict[str, Any]:
        row = self._connection.execute(_ONE, {"wanted": person}).first()
        said: dict[str, Any] = json.loads(row.wishes) if row else {}
        return said

    def _write(self, person: str, wishes: Mapping[str, Any]) -> None:
        said = {"person": person, "wishes": json.dumps(wishes)}
        statement = insert_into(self._connection, _PREFERENCE).values(said)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["person"], set_=said))
