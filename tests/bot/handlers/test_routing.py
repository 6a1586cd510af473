from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from bot.handlers.asked import Asked
from bot.handlers.routing import Routes
from bot.ids import Action, Command, Word


async def answer(_: Asked) -> None:
    """What it says does not matter here."""


def test_what_is_registered_later_is_there_when_somebody_asks_for_it_and_once() -> None:
    calls = []

    def later() -> None:
        calls.append("later")
        routes.command(Command.RENEWALS, answer)
        routes.subcommand(Word.TASKS, answer)

    routes = Routes(later)
    routes.command(Command.HEALTH, answer)

    assert (routes.for_command(Command.HEALTH), calls) == (answer, [])
    assert (routes.for_command(Command.RENEWALS), calls) == (answer, ["later"])
    assert (routes.for_action("nobody_has_this"), routes.words, calls) == (None, (Word.TASKS,), ["later"])


def test_whoever_asks_while_the_rest_is_loaded_waits_for_it() -> None:
    is_begun, may_end = Event(), Event()

    def later() -> None:
        is_begun.set()
        may_end.wait(5)
        routes.action(Action.ROW_MENU, answer)

    routes = Routes(later)
    with ThreadPoolExecutor(2) as threads:
        completing = threads.submit(routes.complete)
        is_begun.wait(5)
        asking = threads.submit(routes.for_action, f"{Action.ROW_MENU}:3")
        may_end.set()

        assert (asking.result(5), completing.result(5)) == (answer, None)


def test_two_features_cannot_answer_the_same() -> None:
    routes = Routes()
    routes.command(Command.HEALTH, answer)

    with pytest.raises(ValueError, match="has a handler already"):
        routes.command(Command.HEALTH, answer)
