from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import RowMapping, Select, insert, select, update

from domain.accounts import AccountStatus, Money
from domain.feedback.asks import Ask
from domain.feedback.listing import AskedSums, RequestOrder, Weighing
from domain.feedback.ports import RequestFilter
from domain.feedback.priority import VoiceNow
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Source, Voice
from domain.feedback.states import RAISES, RequestAction, RequestStep
from domain.health.model import Band
from storage.chunks import LOOKED_UP, chunks
from storage.feedback.asks import asks_of
from storage.feedback.merging import SqlMerging
from storage.feedback.ranking import asked_sums, conditions, counted, holds, ranked_requests
from storage.feedback.values import request_from, request_values, voice_from, voice_values
from storage.money import money_from
from storage.standing_values import renewal_glance_from
from storage.tables import (
    AccountRow,
    ProductAreaRow,
    RequestRow,
    RequestStepRow,
    StandingRow,
    VoiceRow,
    table_of,
)

_AREA, _REQUEST = table_of(ProductAreaRow), table_of(RequestRow)
_VOICE, _STEP = table_of(VoiceRow), table_of(RequestStepRow)
_ACCOUNT, _STANDING = table_of(AccountRow), table_of(StandingRow)
_SAID = ("request", "asker", "importance", "blocks_renewal", "account", "name", "then_arr_minor", "then_arr_currency")
_NOW = (
    select(
        *(_VOICE.c[name] for name in _SAID),
        *(_STANDING.c[name] for name in ("main_arr_minor", "main_arr_currency", "band")),
        _ACCOUNT.c.next_renewal,
        _ACCOUNT.c.status,
        _ACCOUNT.c.name.label("account_name"),
    )
    .join(_ACCOUNT, _ACCOUNT.c.id == _VOICE.c.account, isouter=True)
    .join(_STANDING, _STANDING.c.account == _VOICE.c.account, isouter=True)
    .order_by(_VOICE.c.request, _VOICE.c.id)
)


class SqlFeedback(SqlMerging):
    def areas(self) -> Sequence[ProductArea]:
        rows = self._connection.execute(select(_AREA).order_by(_AREA.c.name)).mappings()
        return [ProductArea(**row) for row in rows]

    def save_area(self, area: ProductArea) -> ProductArea:
        if area.is_default:
            self._connection.execute(update(_AREA).values(is_default=False))
        values = {name: value for name, value in asdict(area).items() if name != "id"}
        if area.id:
            self._connection.execute(update(_AREA).where(_AREA.c.id == area.id).values(values))
            return area
        number = self._connection.execute(insert(_AREA).values(values).returning(_AREA.c.id)).scalar_one()
        return replace(area, id=number)

    def add(self, request: Request) -> Request:
        statement = insert(_REQUEST).values(request_values(request)).returning(_REQUEST.c.id)
        return replace(request, id=self._connection.execute(statement).scalar_one())

    def of(self, request: int) -> Request | None:
        return next(iter(self._requests(select(_REQUEST).where(_REQUEST.c.id == request))), None)

    def of_to_change(self, request: int) -> Request | None:
        return next(iter(self._requests(select(_REQUEST).where(_REQUEST.c.id == request).with_for_update())), None)

    def save(self, request: Request) -> Request:
        saved = replace(request, version=request.version + 1)
        self._connection.execute(update(_REQUEST).where(_REQUEST.c.id == request.id).values(request_values(saved)))
        return saved

    def add_voice(self, voice: Voice) -> Voice:
        statement = insert(_VOICE).values(voice_values(voice)).returning(_VOICE.c.id)
        return replace(voice, id=self._connection.execute(statement).scalar_one())

    def voices(self, request: int) -> Sequence[Voice]:
        wanted = select(_VOICE).where(_VOICE.c.request == request).order_by(_VOICE.c.id)
        return [voice_from(row) for row in self._connection.execute(wanted).mappings()]

    def voice_from(self, source: Source) -> Voice | None:
        same = (_VOICE.c.source_channel == source.channel) & (_VOICE.c.source_ts == source.ts)
        row = self._connection.execute(select(_VOICE).where(same)).mappings().first()
        return voice_from(row) if row else None

    def save_voice(self, voice: Voice) -> None:
        self._connection.execute(update(_VOICE).where(_VOICE.c.id == voice.id).values(voice_values(voice)))

    def voices_of(self, account: int) -> Sequence[Voice]:
        wanted = select(_VOICE).where(_VOICE.c.account == account).order_by(_VOICE.c.id)
        return [voice_from(row) for row in self._connection.execute(wanted).mappings()]

    def voices_now(self, requests: Sequence[int]) -> Sequence[VoiceNow]:
        statements = (_NOW.where(_VOICE.c.request.in_(some)) for some in chunks(requests, LOOKED_UP))
        return [_now_from(row) for wanted in statements for row in self._connection.execute(wanted).mappings()]

    def found(self, wanted: RequestFilter) -> Sequence[Request]:
        return self._requests(select(_REQUEST).where(*conditions(wanted)).order_by(_REQUEST.c.id.desc()))

    def ranked(
        self, wanted: RequestFilter, order: RequestOrder, by: Weighing, *, offset: int = 0, limit: int | None = None
    ) -> Sequence[Request]:
        is_postgresql = self._connection.dialect.name == "postgresql"
        ordered = ranked_requests(wanted, order, by, is_postgresql=is_postgresql)
        return self._requests(ordered.offset(offset).limit(limit))

    def sums(self, wanted: RequestFilter) -> AskedSums:
        rows = self._connection.execute(asked_sums(wanted)).all()
        accounts, must, blocks = (sum(row[place] for row in rows) for place in (1, 2, 3))
        arr = tuple(Money(int(minor), currency) for currency, _, _, _, minor in rows if currency)
        return AskedSums(self._connection.execute(counted(wanted)).scalar_one(), accounts, must, blocks, arr)

    def saying(self, words: Sequence[str], *, limit: int) -> Sequence[int]:
        wanted = select(_REQUEST.c.id).where(*map(holds, words)).order_by(_REQUEST.c.id.desc()).limit(limit)
        return self._connection.execute(wanted).scalars().all()

    def asks_of(self, accounts: Sequence[int], by: Weighing) -> Mapping[int, Sequence[Ask]]:
        return asks_of(self._connection, accounts, by)

    def triaged_titles(self, *, most: int) -> Sequence[tuple[int, str]]:
        looked_at = select(_REQUEST.c.area, _REQUEST.c.title).where(_REQUEST.c.state != RequestState.NEW)
        rows = self._connection.execute(looked_at.order_by(_REQUEST.c.id.desc()).limit(most))
        return [(row.area, row.title) for row in rows]

    def after(self, request: int) -> Sequence[Request]:
        return self._requests(select(_REQUEST).where(_REQUEST.c.id > request).order_by(_REQUEST.c.id))

    def step(self, step: RequestStep) -> None:
        self._connection.execute(insert(_STEP).values(asdict(step)))

    def forget_raised(self, request: int, authors: Collection[str]) -> None:
        is_theirs = (_STEP.c.request == request) & _STEP.c.what.in_(sorted(RAISES)) & _STEP.c.by.in_(sorted(authors))
        self._connection.execute(update(_STEP).where(is_theirs).values(note=""))

    def steps(self, request: int) -> Sequence[RequestStep]:
        return self._steps(select(_STEP).where(_STEP.c.request == request).order_by(_STEP.c.id))

    def steps_since(self, since: datetime) -> Sequence[RequestStep]:
        return self._steps(select(_STEP).where(_STEP.c.at > since).order_by(_STEP.c.id))

    def _steps(self, wanted: Select[tuple[object, ...]]) -> Sequence[RequestStep]:
        found = self._connection.execute(wanted)
        return [
            RequestStep(row.request, row.at, RequestAction(row.what), row.by, row.note, row.came_from) for row in found
        ]

    def _requests(self, wanted: Select[tuple[object, ...]]) -> Sequence[Request]:
        return [request_from(row) for row in self._connection.execute(wanted).mappings()]


def _now_from(row: RowMapping) -> VoiceNow:
    """An account that left asks on, but nothing of its revenue is at stake any more."""
    has_left = row["status"] == AccountStatus.CHURNED
    renewal = renewal_glance_from(row["next_renewal"])
    return VoiceNow(
        request=row["request"],
        asker=Asker(row["asker"]),
        importance=Importance(row["importance"]),
        blocks_renewal=row["blocks_renewal"],
        account=row["account"],
        name=row["account_name"] or row["name"],
        arr=None if has_left else money_from(row["main_arr_minor"], row["main_arr_currency"]),
        arr_then=money_from(row["then_arr_minor"], row["then_arr_currency"]),
        band=Band(row["band"]) if row["band"] and not has_left else None,
        renews_on=renewal.due_on if renewal else None,
    )
