from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from bot.handlers.asked import Asked
from bot.handlers.payloads import Payload
from bot.handlers.routing import Part, Routes
from bot.ids import Action, Command, Word


async def answer(_: Asked) -> None:
    """What it says does not matter here."""


def test_a_part_is_loaded_when_one_of_its_features_is_asked_for_and_once() -> None:
    calls = []

    def load(routes: Routes) -> None:
        calls.append("days")
        routes.action(Action.NEW_TASK, answer)
        routes.subcommand(Word.TASKS, answer)

    routes = Routes([Part(frozenset({"tasks"}), (Word.TASKS,), load)])
    routes.command(Command.HEALTH, answer)

    assert (routes.for_command(Command.HEALTH), routes.lacks(Action.NEW_TASK), calls) == (answer, True, [])
    assert routes.words == {Word.TASKS}
    assert (routes.for_action(f"{Action.NEW_TASK}:3"), routes.for_word(Word.TASKS), calls) == (answer, answer, ["days"])
    assert routes.lacks(Action.NEW_TASK) is False


@pytest.mark.parametrize("name", ["/health", "health.why", "app_home_opened", "tasks_of_others", "atasks.new"])
def test_what_a_part_does_not_answer_leaves_it_alone(name: str) -> None:
    def must_not(_: Routes) -> None:
        pytest.fail("it was loaded")

    routes = Routes([Part(frozenset({"tasks"}), (Word.TASKS,), must_not)])

    assert (routes.lacks(name), routes.for_action(name), routes.for_event(name)) == (False, None, None)


def test_an_action_that_is_gone_from_its_part_is_nobodys() -> None:
    routes = Routes([Part(frozenset({"tasks"}), (), lambda _: None)])

    assert routes.for_action("tasks.of_old") is None


def test_whoever_asks_while_a_part_is_loaded_waits_for_it() -> None:
    is_begun, may_end = Event(), Event()

    def load(routes: Routes) -> None:
        is_begun.set()
        may_end.wait(5)
        routes.action(Action.ROW_MENU, answer)

    routes = Routes([Part(frozenset({"row"}), (), load)])
    with ThreadPoolExecutor(2) as threads:
        loading = threads.submit(routes.load, Action.ROW_MENU)
        is_begun.wait(5)
        asking = threads.submit(routes.for_action, f"{Action.ROW_MENU}:3")
        may_end.set()

        assert (asking.result(5), loading.result(5)) == (answer, None)


def test_who_follows_answers_is_told_those_from_before_they_were_loaded() -> None:
    heard: list[Payload] = []
    routes = Routes()

    routes.answered({"number": 1})
    routes.catch_up()
    routes.answered({"number": 2})
    routes.afterwards(heard.append)
    routes.answered({"number": 3})
    routes.catch_up()
    routes.catch_up()

    assert heard == [{"number": 3}, {"number": 2}]


def test_two_features_cannot_answer_the_same() -> None:
    routes = Routes()
    routes.command(Command.HEALTH, answer)

    with pytest.raises(ValueError, match="has a handler already"):
        routes.command(Command.HEALTH, answer)
