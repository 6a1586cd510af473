from __future__ import annotations

from datetime import UTC, datetime, timedelta

from small_library import SmallLibrary

from bot.services.deliveries import KEPT, Deliveries

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(library: SmallLibrary, now: datetime) -> Deliveries:
    return Deliveries(library, clock=lambda: now)


def test_a_delivery_is_begun_once() -> None:
    library = SmallLibrary()

    assert [at(library, NOON).begin("Ev1") for _ in range(3)] == [True, False, False]


def test_a_delivery_whose_handler_died_is_taken_over_and_a_finished_one_is_not() -> None:
    library = SmallLibrary()
    at(library, NOON).begin("died")
    at(library, NOON).begin("done")
    at(library, NOON).finish("done")

    later = at(library, NOON + timedelta(minutes=5))

    assert (later.begin("died"), later.begin("done")) == (True, False)


def test_old_deliveries_are_swept() -> None:
    library = SmallLibrary()
    at(library, NOON).begin("Ev1")

    assert at(library, NOON + KEPT).sweep() == 0
    assert at(library, NOON + KEPT + timedelta(seconds=1)).sweep() == 1
