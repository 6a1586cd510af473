from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Select, func, insert, or_, select, update

from domain.accounts import Cover
from domain.feedback.request import Asker, RequestState
from domain.feedback.telling import Telling, TellingCount, TellingNow, Way
from storage.chunks import LOOKED_UP, chunks
from storage.tables import AccountRow, RequestRow, TaskRow, TellingRow, VoiceRow, table_of
from storage.tasks import task_from

_TELLING, _REQUEST, _TASK = table_of(TellingRow), table_of(RequestRow), table_of(TaskRow)
_ACCOUNT, _VOICE = table_of(AccountRow), table_of(VoiceRow)
_FIELDS = ("id", "request", "task", "since", "owner", "account", "voice", "at", "by", "how", "words", "is_over")
_IS_UNTOLD = _TELLING.c.at.is_(None) & _TELLING.c.is_over.is_(False)
_STANDING = (
    select(
        *(_TELLING.c[name].label(f"telling_{name}") for name in _FIELDS),
        *_TASK.c,
        _REQUEST.c.title.label("request_title"),
        _REQUEST.c.state.label("request_state"),
        _VOICE.c.asker,
        _VOICE.c.name.label("voice_name"),
        _VOICE.c.by.label("voice_by"),
        _ACCOUNT.c.name.label("account_name"),
        *(_ACCOUNT.c[name].label(f"account_{name}") for name in ("owner", "cover", "cover_starts_on", "cover_ends_on")),
    )
    .select_from(_TELLING)
    .join(_TASK, _TASK.c.id == _TELLING.c.task)
    .join(_REQUEST, _REQUEST.c.id == _TELLING.c.request)
    .join(_VOICE, _VOICE.c.id == _TELLING.c.voice, isouter=True)
    .join(_ACCOUNT, _ACCOUNT.c.id == _TELLING.c.account, isouter=True)
    .order_by(_TELLING.c.since, _TELLING.c.id)
)


class SqlTellings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, telling: Telling) -> Telling:
        statement = insert(_TELLING).values(_values(telling)).returning(_TELLING.c.id)
        return replace(telling, id=self._connection.execute(statement).scalar_one())

    def save(self, telling: Telling) -> None:
        self._connection.execute(update(_TELLING).where(_TELLING.c.id == telling.id).values(_values(telling)))

    def of(self, telling: int) -> Telling | None:
        return next(iter(self._found(select(_TELLING).where(_TELLING.c.id == telling))), None)

    def of_to_change(self, telling: int) -> Telling:
        [found] = self._found(select(_TELLING).where(_TELLING.c.id == telling).with_for_update())
        return found

    def of_task(self, task: int) -> Telling | None:
        return next(iter(self._found(select(_TELLING).where(_TELLING.c.task == task))), None)

    def of_request(self, request: int) -> Sequence[Telling]:
        return self._found(select(_TELLING).where(_TELLING.c.request == request).order_by(_TELLING.c.id))

    def counts(self, requests: Sequence[int]) -> Mapping[int, TellingCount]:
        found: dict[int, TellingCount] = {}
        for some in chunks(requests, LOOKED_UP):
            wanted = (
                select(_TELLING.c.request, func.count(_TELLING.c.at), func.count())
                .where(_TELLING.c.request.in_(some), _TELLING.c.is_over.is_(False))
                .group_by(_TELLING.c.request)
            )
            found |= {row[0]: TellingCount(row[1], row[2]) for row in self._connection.execute(wanted)}
        return found

    def standing(self, *, told_since: datetime) -> Sequence[TellingNow]:
        wanted = _STANDING.where(or_(_IS_UNTOLD, _TELLING.c.at >= told_since))
        return [_now_from(row) for row in self._connection.execute(wanted).mappings()]

    def _found(self, wanted: Select[tuple[object, ...]]) -> Sequence[Telling]:
        return [_telling_from(row) for row in self._connection.execute(wanted).mappings()]


def _values(telling: Telling) -> dict[str, object]:
    return {name: value for name, value in asdict(telling).items() if name != "id"}


def _telling_from(row: RowMapping, prefix: str = "") -> Telling:
    values = {name: row[prefix + name] for name in _FIELDS}
    return Telling(**(values | {"how": Way(values["how"]) if values["how"] else None}))


def _now_from(row: RowMapping) -> TellingNow:
    """Of an account, whoever owns it today; of a voice without one, who brought it."""
    telling = _telling_from(row, "telling_")
    told = (telling, task_from(row), row["request_title"], RequestState(row["request_state"]))
    if telling.account is None:
        return TellingNow(*told, Asker(row["asker"]), row["voice_name"], row["voice_by"])
    days = row["account_cover_starts_on"], row["account_cover_ends_on"]
    cover = Cover(row["account_cover"], *days) if row["account_cover"] else None
    return TellingNow(*told, Asker.ACCOUNT, row["account_name"], row["account_owner"], cover)
