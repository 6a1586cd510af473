"""Accounts out of an accounts file: matched or new, with their words and external ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from domain.account_names import normalised
from domain.accounts import AccountStatus, Money, Tier
from domain.records import AccountRef, Record, Verdict
from storage.chunks import LOOKED_UP, chunks
from storage.imports.change_log import ChangeLog
from storage.imports.names import AccountMatcher, Unmatched
from storage.imports.people import Members
from storage.imports.rows import Held, HeldRows
from storage.imports.verdicts import Verdicts
from storage.tables import AccountRow, AccountWordRow, ExternalIdRow, table_of

ACCOUNT = table_of(AccountRow)
WORD = table_of(AccountWordRow)
EXTERNAL_ID = table_of(ExternalIdRow)

_WORDS_AND_IDS = frozenset({"external_id", "domains", "aliases", "parent"})
_DEFAULTS = {"status": AccountStatus.LIVE.value, "tier": Tier.MID.value, "tags": "[]"}
_KINDS = {"domains": "domain", "aliases": "alias"}


class AccountWriter:
    """Writes the account records of a batch; `held` then says which row of the book each reference is."""

    def __init__(
        self, connection: Connection, log: ChangeLog, matcher: AccountMatcher, *, source: str, at: datetime
    ) -> None:
        self._connection = connection
        self._log = log
        self._matcher = matcher
        self._source = source
        self._rows = HeldRows(connection, log, ACCOUNT, stamped={"evidence_changed_at": at})
        self._members = Members(connection)

    def take(self, records: Sequence[Record], verdicts: Verdicts) -> dict[AccountRef, int]:
        """The account ids of the references of the records that were not refused."""
        matches = self._matcher.matched(record.account for record in records)
        self._refuse_lookalikes(records, matches, verdicts)
        self._refuse_orphans(records, verdicts)
        self._rows.load(("id",), [(found,) for found in matches.values() if isinstance(found, int)], under=("id",))
        return self._written([record for record in records if not verdicts.has_refused(record)], matches, verdicts)

    def _refuse_lookalikes(
        self, records: Iterable[Record], matches: Mapping[AccountRef, int | Unmatched | None], verdicts: Verdicts
    ) -> None:
        """A new name that differs from a known one only in its legal form is more likely the known account."""
        for record in records:
            found = matches[record.account]
            if isinstance(found, Unmatched):
                verdicts.refuse(record, found.reason)
            elif found is None and (like := self._matcher.lookalike(record.account)):
                verdicts.refuse(record, f"did you mean '{like}'? Add its external id or its exact name")
            elif found is None and "name" not in record.fields:
                verdicts.refuse(record, "is a new account without a name")

    def _refuse_orphans(self, records: Sequence[Record], verdicts: Verdicts) -> None:
        parents = self._parents(records)
        named = {
            normalised(str(record.fields.get("name", ""))) for record in records if not verdicts.has_refused(record)
        }
        for record in records:
            parent = record.fields.get("parent")
            if parent and str(parent) not in parents and normalised(str(parent)) not in named:
                verdicts.refuse(record, f"the parent '{parent}' is not in the book; put its row before this one")

    def _written(
        self, records: Sequence[Record], matches: Mapping[AccountRef, int | Unmatched | None], verdicts: Verdicts
    ) -> dict[AccountRef, int]:
        held: dict[AccountRef, Held] = {}
        words = _Words(self._connection, self._log, self._source)
        words.load(found for found in matches.values() if isinstance(found, int))
        for record in records:
            held[record.account] = self._put(record, matches[record.account], words, verdicts)
        self._rows.write()
        words.write()
        ids = {ref: _id_of(row) for ref, row in held.items()}
        self._set_parents(records, ids, verdicts)
        return ids

    def _put(self, record: Record, found: int | Unmatched | None, words: _Words, verdicts: Verdicts) -> Held:
        keys: list[tuple[object, ...]] = [(found,)] if isinstance(found, int) else list(_keys_of_new(record.account))
        put = self._rows.put(keys[0], self._columns(record), defaults=_DEFAULTS)
        for key in keys[1:]:
            if self._rows.get(key) is None:
                self._rows.hold(key, put.held)
        added = words.say(put.held, record)
        is_changed = put.verdict is Verdict.UNCHANGED and added
        verdict = Verdict.CHANGED if is_changed else put.verdict
        verdicts.note_differences(record, verdict, {**put.differences, **({} if put.verdict is Verdict.NEW else added)})
        return put.held

    def _columns(self, record: Record) -> dict[str, Any]:
        said = {name: value for name, value in record.fields.items() if name not in _WORDS_AND_IDS}
        if isinstance(potential := said.pop("potential_arr", None), Money):
            said |= {"potential_arr_minor": potential.minor, "potential_arr_currency": potential.currency}
        if isinstance(tags := said.get("tags"), tuple):
            said["tags"] = json.dumps(list(tags), ensure_ascii=False)
        return {name: self._members.known_as(value) if name in _PEOPLE else value for name, value in said.items()}

    def _parents(self, records: Iterable[Record]) -> dict[str, int]:
        """The accounts that parents are written as: by external id, else by name."""
        texts = {str(record.fields["parent"]) for record in records if record.fields.get("parent")}
        by_name = self._matcher.matched(AccountRef(name=text) for text in texts)
        by_number = self._matcher.matched(AccountRef(external_id=text) for text in texts)
        found = [*((ref.name, account) for ref, account in by_name.items())]
        found += [(ref.external_id, account) for ref, account in by_number.items()]
        return {str(text): account for text, account in found if isinstance(account, int)}

    def _set_parents(self, records: Sequence[Record], ids: Mapping[AccountRef, int], verdicts: Verdicts) -> None:
        """After the batch's accounts have ids: a parent may stand in the same file."""
        children = [record for record in records if record.fields.get("parent")]
        if not children:
            return
        parents = self._parents(children)
        self._rows.load(("id",), {(ids[record.account],) for record in children})
        for record in children:
            parent = parents.get(str(record.fields["parent"]))
            if parent is not None and parent != ids[record.account]:
                verdicts.note(record, self._rows.put((ids[record.account],), {"parent": parent}, defaults={}))
        self._rows.write()


_PEOPLE = frozenset({"owner", "cover", "seller"})


class _Words:
    """Names, aliases, domains and external ids. They are only ever added, but for the name, which is replaced."""

    def __init__(self, connection: Connection, log: ChangeLog, source: str) -> None:
        self._connection = connection
        self._log = log
        self._source = source
        self._words: dict[tuple[int, str], dict[str, int]] = {}
        self._ids: set[tuple[int, str]] = set()
        self._new_words: list[tuple[Held, str, str]] = []
        self._new_ids: list[tuple[Held, str]] = []
        self._gone: list[dict[str, Any]] = []

    def load(self, accounts: Iterable[int]) -> None:
        for some in chunks(sorted(set(accounts)), LOOKED_UP):
            for row in self._connection.execute(select(WORD).where(WORD.c.account.in_(some))):
                self._words.setdefault((row.account, row.kind), {})[row.word] = row.id
            ids = select(EXTERNAL_ID.c.account, EXTERNAL_ID.c.external_id).where(EXTERNAL_ID.c.account.in_(some))
            self._ids |= {(account, number) for account, number in self._connection.execute(ids)}

    def say(self, held: Held, record: Record) -> dict[str, tuple[object, object]]:
        """Notes what the record calls its account, and gives back what of it is new."""
        added: dict[str, tuple[object, object]] = {}
        if (name := record.fields.get("name")) and self._add(held, "name", str(name)):
            self._drop_names(held, str(name))
        for field_name, kind in _KINDS.items():
            words = record.fields.get(field_name)
            if isinstance(words, tuple) and (new := tuple(word for word in words if self._add(held, kind, word))):
                added[field_name] = (None, new)
        number = record.fields.get("external_id")
        if number and (held.id or id(held), str(number)) not in self._ids:
            self._ids.add((held.id or id(held), str(number)))
            self._new_ids.append((held, str(number)))
            added["external_id"] = (None, number)
        return added

    def write(self) -> None:
        words = [{"account": held.id, "kind": kind, "word": word} for held, kind, word in self._new_words]
        ids = [{"account": held.id, "source": self._source, "external_id": number} for held, number in self._new_ids]
        if self._gone:
            self._connection.execute(delete(WORD).where(WORD.c.id.in_([word["id"] for word in self._gone])))
            self._log.note(WORD.name, [(_without_id(word), _without_id(word), None) for word in self._gone])
        for table, rows in ((WORD, words), (EXTERNAL_ID, ids)):
            if rows:
                self._connection.execute(insert(table), rows)
                self._log.note(table.name, [(row, None, row) for row in rows])
                self._log.accounts.update(int(row["account"] or 0) for row in rows)

    def _add(self, held: Held, kind: str, word: str) -> bool:
        known = self._words.setdefault((held.id or id(held), kind), {})
        if word in known:
            return False
        known[word] = 0
        self._new_words.append((held, kind, word))
        return True

    def _drop_names(self, held: Held, name: str) -> None:
        known = self._words[held.id or id(held), "name"]
        for word, number in list(known.items()):
            if word != name and number:
                self._gone.append({"id": number, "account": held.id, "kind": "name", "word": word})
                del known[word]


def _without_id(word: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in word.items() if name != "id"}


def _keys_of_new(ref: AccountRef) -> Iterator[tuple[str, str]]:
    """The first is how the row names its account, the others how later rows of the batch may."""
    if ref.external_id:
        yield "id", ref.external_id
    if ref.domain:
        yield "domain", ref.domain
    if ref.name:
        yield "name", normalised(ref.name)


def _id_of(held: Held) -> int:
    assert held.id is not None, "written before it is asked for"
    return held.id
