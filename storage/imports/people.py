"""People out of a file: members of ours, known by their Slack id, and the accounts' contacts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from domain.account_names import normalised
from domain.people.by_hand import NEVER, source_says
from domain.records import Record
from storage.imports.change_log import ChangeLog
from storage.imports.numbers import sources_own
from storage.imports.rows import Held, HeldRows, Put
from storage.imports.verdicts import Verdicts
from storage.tables import ContactRow, MemberRow, table_of

CONTACT = table_of(ContactRow)
_MEMBER = table_of(MemberRow)


class Members:
    """The Slack id of a member named by e-mail or by a name that only one has; anybody else stays as written."""

    def __init__(self, connection: Connection) -> None:
        members = connection.execute(select(_MEMBER.c.slack_id, _MEMBER.c.name, _MEMBER.c.email)).all()
        named = Counter(normalised(name) for _, name, _ in members)
        self._ids = {normalised(name): slack_id for slack_id, name, _ in members if named[normalised(name)] == 1}
        self._ids |= {email.casefold(): slack_id for slack_id, _, email in members if email}

    def known_as(self, person: Any) -> Any:
        if not isinstance(person, str):
            return person
        return self._ids.get(person.casefold()) or self._ids.get(normalised(person)) or person


class ContactWriter:
    """Contacts of the accounts of a batch, known by their id, else their e-mail, else their name."""

    def __init__(self, connection: Connection, log: ChangeLog, *, at: datetime) -> None:
        self._rows = HeldRows(connection, log, CONTACT, stamped={"learnt_at": at})
        self._aliases: dict[tuple[int, str], Held] = {}

    def load(self, accounts: Iterable[int]) -> None:
        self._aliases.clear()
        for held in self._rows.load(
            ("account",), {(account,) for account in accounts}, under=("account", "external_id")
        ):
            self._remember(held)

    def put(self, account: int, record: Record, verdicts: Verdicts) -> None:
        verdicts.note(record, self._put(account, record.fields))

    def named(self, account: int, person: str) -> Held:
        """The contact that a touchpoint or an answer names; one whom nobody has named before is new."""
        is_email = "@" in person
        return self._put(account, {"email" if is_email else "name": person}).held

    def write(self) -> None:
        self._rows.write()

    def _put(self, account: int, fields: Mapping[str, Any]) -> Put:
        if number := fields.get("external_id"):
            fields = {**fields, "external_id": sources_own(str(number))}
        known = [
            self._aliases.get((account, _alias(fields[name])))
            for name in ("external_id", "email", "name")
            if fields.get(name)
        ]
        held = next((held for held in known if held is not None and _may_be(held, fields)), None)
        said = {name: _plain(value) for name, value in fields.items() if name != "external_id"}
        if held is not None:
            put = self._changed(held, said)
        else:
            number = str(fields.get("external_id") or fields.get("email") or _alias(fields["name"]))
            defaults = {"account": account, "external_id": number, "name": str(fields.get("email") or number)}
            put = self._rows.put((account, number), said, defaults=defaults)
        self._remember(put.held)
        return put

    def _changed(self, held: Held, said: Mapping[str, Any]) -> Put:
        """What a person changed by hand stays, until the source says something else than it did then."""
        wanted, left = source_says(_marks(held), said)
        put = self._rows.change(held, wanted)
        if held.id is not None:
            self._rows.change(held, {"by_hand": json.dumps(left, ensure_ascii=False, sort_keys=True)})
        if held.id is not None and put.differences:
            self._rows.change(held, {"version": held.values["version"] + 1, **_BY_NOBODY})
        return put

    def _remember(self, held: Held) -> None:
        """Also by the name and the e-mail that a source knows, where a person changed them."""
        marks = _marks(held)
        known = [held.values.get(name) for name in ("external_id", "email", "name")]
        for word in (*known, *(marks.get(name) for name in ("email", "name"))):
            if word and word != NEVER:
                self._aliases.setdefault((held.values["account"], _alias(word)), held)


_BY_NOBODY = {"change": None, "changed_by": None, "changed_at": None, "before": None}
"""The last change is the file's: there is no hand's to be told of, or to be taken back."""


def _marks(held: Held) -> dict[str, str | None]:
    marks: dict[str, str | None] = json.loads(held.values.get("by_hand") or "{}")
    return marks


def _may_be(held: Held, fields: Mapping[str, Any]) -> bool:
    """Two people may share a name; not when both have an e-mail, and not the same."""
    ours, theirs = held.values.get("email"), fields.get("email")
    return not (ours and theirs) or theirs in {ours, _marks(held).get("email")}


def _alias(value: object) -> str:
    return normalised(str(value)) if "@" not in str(value) else str(value).casefold()


def _plain(value: Any) -> Any:
    """`influence` is kept as text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
