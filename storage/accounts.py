from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select, union_all

from domain.account_names import normalised, sought
from domain.accounts import Account, AccountMatch, AccountStatus, Cover, Tier
from storage.account_index import AccountIndex
from storage.books import in_a_book_of
from storage.tables import AccountRow, AccountWordRow, ChannelLinkRow, ExternalIdRow, table_of

_ACCOUNT = table_of(AccountRow)
_WORD = table_of(AccountWordRow)
_EXTERNAL_ID = table_of(ExternalIdRow)
_LINK = table_of(ChannelLinkRow)
_ONE = select(_ACCOUNT).where(_ACCOUNT.c.id == bindparam("wanted"))
_WORDS = select(_WORD.c.kind, _WORD.c.word).where(_WORD.c.account == bindparam("wanted")).order_by(_WORD.c.id)
_EXTERNAL_IDS = (
    select(_EXTERNAL_ID.c.source, _EXTERNAL_ID.c.external_id)
    .where(_EXTERNAL_ID.c.account == bindparam("wanted"))
    .order_by(_EXTERNAL_ID.c.id)
)
_CALLED = union_all(
    select(_WORD.c.account).where(_WORD.c.normal == bindparam("wanted")),
    select(_EXTERNAL_ID.c.account).where(_EXTERNAL_ID.c.normal == bindparam("wanted")),
)
_NAMES = select(_ACCOUNT.c.id, _ACCOUNT.c.name, _ACCOUNT.c.owner)
_EXACT = _NAMES.where(_ACCOUNT.c.id.in_(_CALLED)).order_by(_ACCOUNT.c.name, _ACCOUNT.c.id)
_NAMED = _NAMES.where(_ACCOUNT.c.id.in_(bindparam("wanted", expanding=True)))
_LINKED = select(_LINK.c.account).where(_LINK.c.channel == bindparam("wanted")).order_by(_LINK.c.account)


@dataclass(frozen=True, slots=True)
class SqlAccounts:
    connection: Connection
    index: AccountIndex

    def by_id(self, account: int) -> Account | None:
        row = self.connection.execute(_ONE, {"wanted": account}).first()
        if row is None:
            return None
        words = self.connection.execute(_WORDS, {"wanted": account}).all()
        external_ids = self.connection.execute(_EXTERNAL_IDS, {"wanted": account}).all()
        return account_from(
            row._asdict(), [(kind, word) for kind, word in words], [(s, number) for s, number in external_ids]
        )

    def exact(self, typed: str) -> Sequence[AccountMatch]:
        return self._called(normalised(typed)) or self._called(sought(typed))

    def _called(self, wanted: str) -> Sequence[AccountMatch]:
        rows = self.connection.execute(_EXACT, {"wanted": wanted})
        return [AccountMatch(account, name, 1.0, exact=True, owner=owner) for account, name, owner in rows]

    def like(self, typed: str, *, limit: int, within: Collection[int] | None = None) -> Sequence[AccountMatch]:
        likeness = dict(self.index.like(self.connection, sought(typed), limit=limit, within=within))
        rows = self.connection.execute(_NAMED, {"wanted": list(likeness)})
        matches = [AccountMatch(account, name, likeness[account], owner=owner) for account, name, owner in rows]
        return sorted(matches, key=lambda match: (-match.likeness, match.name, match.account))

    def held_by(self, person: str, *, today: date) -> frozenset[int]:
        held = select(_ACCOUNT.c.id).where(in_a_book_of([person], today))
        return frozenset(self.connection.execute(held).scalars())

    def linked_to(self, channel: str) -> Sequence[int]:
        return list(self.connection.execute(_LINKED, {"wanted": channel}).scalars())


def account_from(
    row: Mapping[str, Any], words: Sequence[tuple[str, str]], external_ids: Sequence[tuple[str, str]]
) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        status=AccountStatus(row["status"]),
        tier=Tier(row["tier"]),
        aliases=tuple(word for kind, word in words if kind == "alias"),
        domains=tuple(word for kind, word in words if kind == "domain"),
        external_ids=tuple(external_ids),
        cover=_cover_from(row),
        tags=tuple(json.loads(row["tags"])),
        **{name: row[name] for name in _AS_THEY_ARE},
    )


def _cover_from(row: Mapping[str, Any]) -> Cover | None:
    return Cover(row["cover"], row["cover_starts_on"], row["cover_ends_on"]) if row["cover"] else None


_AS_THEY_ARE = (
    "parent",
    "segment",
    "industry",
    "stars",
    "owner",
    "seller",
    "customer_since",
    "went_live_on",
    "first_value_on",
    "churned_on",
)
