from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import Column, MetaData, Table, insert, select
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import StatementError

from storage.columns import Hundredths, UtcDateTime
from storage.library import SqlLibrary

PLACE = Table("place", MetaData(), Column("at", UtcDateTime), Column("score", Hundredths))
SHANGHAI = timezone(timedelta(hours=8))


def test_an_instant_comes_back_in_utc_whatever_its_zone_was(library: SqlLibrary) -> None:
    at = datetime(2026, 9, 1, 17, 30, 0, 123456, tzinfo=SHANGHAI)

    (back, _) = _round(library, at, None)

    assert back == at
    assert back is not None
    assert back.tzinfo is UTC


def test_a_decimal_comes_back_to_the_hundredth(library: SqlLibrary) -> None:
    assert _round(library, None, Decimal("8.75")) == (None, Decimal("8.75"))


def test_nothing_comes_back_as_nothing(library: SqlLibrary) -> None:
    assert _round(library, None, None) == (None, None)


def test_an_instant_without_a_zone_is_refused(sqlite_library: SqlLibrary) -> None:
    with pytest.raises(StatementError, match="an instant needs a time zone"):
        _round(sqlite_library, datetime(2026, 9, 1), None)  # noqa: DTZ001 (what is refused)


def test_an_instant_of_a_server_in_another_zone_is_told_in_utc() -> None:
    back = UtcDateTime().process_result_value(datetime(2026, 9, 1, 8, tzinfo=SHANGHAI), DefaultDialect())

    assert back == datetime(2026, 9, 1, 0, tzinfo=UTC)


def _round(library: SqlLibrary, at: datetime | None, score: Decimal | None) -> tuple[datetime | None, Decimal | None]:
    with library.writing() as book:
        PLACE.create(book.connection)
        book.connection.execute(insert(PLACE), {"at": at, "score": score})
        row = book.connection.execute(select(PLACE)).one()
    return row.at, row.score
