"""Which account a record means: by external id, then domain, then name or alias; a legal form is never overlooked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from domain.account_names import normalised, without_legal_form
from domain.records import AccountRef
from storage.account_index import AccountIndex
from storage.accounts import SqlAccounts
from storage.chunks import LOOKED_UP, chunks
from storage.tables import AccountRow, AccountWordRow, ExternalIdRow, table_of

_ACCOUNT = table_of(AccountRow)
_WORD = table_of(AccountWordRow)
_EXTERNAL_ID = table_of(ExternalIdRow)
_SUGGESTED = 3
_SUGGESTIONS = 200
"""How many refusals name the nearest accounts; after that a look for each would cost more than it tells."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """No account, or more than one; `reason` is for the person."""

    reason: str


@dataclass(slots=True)
class KnownNames:
    """What the accounts of a batch are called: lookups of three statements, whatever the batch's size."""

    by_id: dict[str, set[int]] = field(default_factory=dict)
    by_domain: dict[str, set[int]] = field(default_factory=dict)
    by_name: dict[str, set[int]] = field(default_factory=dict)
    identified: dict[int, set[str]] = field(default_factory=dict)


class AccountMatcher:
    def __init__(self, connection: Connection, source: str) -> None:
        self._connection = connection
        self._source = source
        self._suggested = 0
        self._nearest = SqlAccounts(connection, AccountIndex())

    def matched(self, refs: Iterable[AccountRef]) -> dict[AccountRef, int | Unmatched | None]:
        """Each reference's account; None where the book has none of that name."""
        wanted = set(refs)
        known = self._known(wanted)
        return {ref: self._match(ref, known) for ref in wanted}

    def unknown(self, ref: AccountRef) -> Unmatched:
        """The refusal of a record whose account is not in the book, with the three nearest names."""
        shown = " / ".join(part for part in (ref.external_id, ref.domain, ref.name) if part)
        nearest = self._names_like(ref.name or ref.domain or "")
        same = [name for name in nearest if _is_same_but_for_form(name, ref.name)]
        if same:
            return Unmatched(f"no account '{shown}'; did you mean '{same[0]}'? Add its external id or its exact name")
        if nearest:
            return Unmatched(f"no account '{shown}' in the book; the nearest: {', '.join(nearest)}")
        return Unmatched(f"no account '{shown}' in the book; import the account first")

    def lookalike(self, ref: AccountRef) -> str | None:
        """An account that has this very name but for its legal form."""
        if not ref.name or ref.external_id or ref.domain:
            return None
        return next((name for name in self._names_like(ref.name) if _is_same_but_for_form(name, ref.name)), None)

    def _names_like(self, typed: str) -> list[str]:
        self._suggested += 1
        if self._suggested > _SUGGESTIONS or not typed:
            return []
        return [match.name for match in self._nearest.like(typed, limit=_SUGGESTED)]

    def _known(self, refs: set[AccountRef]) -> KnownNames:
        known = KnownNames()
        ids = (ref.external_id for ref in refs if ref.external_id)
        _fill(
            known.by_id,
            self._rows(_EXTERNAL_ID, _EXTERNAL_ID.c.external_id, ids, _EXTERNAL_ID.c.source == self._source),
        )
        domains = (normalised(ref.domain) for ref in refs if ref.domain)
        _fill(known.by_domain, self._rows(_WORD, _WORD.c.normal, domains, _WORD.c.kind == "domain"))
        names = (normalised(ref.name) for ref in refs if ref.name)
        _fill(known.by_name, self._rows(_WORD, _WORD.c.normal, names, _WORD.c.kind != "domain"))
        self._identify(known, refs)
        return known

    def _identify(self, known: KnownNames, refs: set[AccountRef]) -> None:
        """The external ids of accounts that a reference with another id may be like by domain or name."""
        if not any(ref.external_id for ref in refs):
            return
        like = {
            account for found in (known.by_domain, known.by_name) for accounts in found.values() for account in accounts
        }
        for number, account in self._rows(
            _EXTERNAL_ID, _EXTERNAL_ID.c.account, like, _EXTERNAL_ID.c.source == self._source
        ):
            known.identified.setdefault(int(account), set()).add(str(number))

    def _rows(self, table: Any, column: Any, values: Iterable[Any], also: Any) -> list[tuple[Any, int]]:
        shown = table.c.external_id if column is _EXTERNAL_ID.c.account else column
        statement = select(shown, table.c.account).where(also)
        return [
            (key, account)
            for some in chunks(sorted(set(values)), LOOKED_UP)
            for key, account in self._connection.execute(statement.where(column.in_(some)))
        ]

    def _match(self, ref: AccountRef, known: KnownNames) -> int | Unmatched | None:
        for found in (
            known.by_id.get(ref.external_id or "", set()),
            self._not_others(ref, known.by_domain.get(normalised(ref.domain or ""), set()), known),
            self._not_others(ref, known.by_name.get(normalised(ref.name or ""), set()), known),
        ):
            if len(found) == 1:
                return next(iter(found))
            if found:
                shown = ref.name or ref.domain
                return Unmatched(f"{len(found)} accounts are called '{shown}'; add the external id")
        return None

    def _not_others(self, ref: AccountRef, found: set[int], known: KnownNames) -> set[int]:
        """An account that this source knows under another id is another account, whatever it is called."""
        if not ref.external_id:
            return found
        return {account for account in found if not known.identified.get(account)}


def _fill(known: dict[str, set[int]], rows: Iterable[tuple[Any, int]]) -> None:
    for key, account in rows:
        known.setdefault(str(key), set()).add(account)


def _is_same_but_for_form(name: str, typed: str | None) -> bool:
    return bool(typed) and without_legal_form(normalised(name)) == without_legal_form(normalised(typed or ""))
