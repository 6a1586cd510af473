from __future__ import annotations

import pytest

from domain.health.model import Band
from domain.home_view import HomeList, HomeView, first_row, home_view_from

VIEW = HomeView("U0DANA", Band.RED, {HomeList.TASKS: 5, HomeList.WORSE: 10})


def test_what_was_chosen_comes_back_as_it_was() -> None:
    assert home_view_from(VIEW.text()) == VIEW
    assert VIEW.text() == '{"whose":"U0DANA","band":"red","places":{"tasks":5,"worse":10}}'
    assert HomeView(places={HomeList.TASKS: 0}).text() == "{}"


@pytest.mark.parametrize(
    ("text", "view"),
    [
        pytest.param("", HomeView(), id="nothing"),
        pytest.param("{broken", HomeView(), id="no JSON"),
        pytest.param("[1]", HomeView(), id="another shape"),
        pytest.param('{"whose":7,"band":"pink","places":[1]}', HomeView(), id="other kinds of values"),
        pytest.param(f'{{"whose":"{"U" * 41}"}}', HomeView(), id="what is too long for an id"),
        pytest.param(
            '{"places":{"tasks":5,"nothing":5,"worse":true,"band":-1,"queue":1000001,"contact":"5"}}',
            HomeView(places={HomeList.TASKS: 5}),
            id="places that cannot be",
        ),
    ],
)
def test_what_a_client_made_up_is_as_though_nothing_was_chosen(text: str, view: HomeView) -> None:
    assert home_view_from(text) == view


def test_one_turns_the_pages_of_a_list_and_of_no_other() -> None:
    turned = VIEW.turned_to(HomeList.TASKS, 0)

    assert (turned.place(HomeList.TASKS), turned.place(HomeList.WORSE), turned.place(HomeList.QUEUE)) == (0, 10, 0)


def test_another_persons_lists_begin_at_their_first_page() -> None:
    assert VIEW.of("team") == HomeView("team", Band.RED)


def test_a_band_opens_at_its_first_page_and_closes_again() -> None:
    opened = HomeView(places={HomeList.BAND: 5}).opened(Band.RED)

    assert (opened.band, opened.place(HomeList.BAND)) == (Band.RED, 0)
    assert opened.opened(Band.GREEN).band is Band.GREEN
    assert opened.opened(Band.RED).band is None


@pytest.mark.parametrize(
    ("wanted", "total", "first"),
    [
        pytest.param(0, 0, 0, id="an empty list"),
        pytest.param(5, 6, 5, id="its page"),
        pytest.param(5, 5, 0, id="past the end is the last page"),
        pytest.param(999, 12, 10, id="far past the end"),
        pytest.param(7, 12, 5, id="between two pages"),
        pytest.param(-3, 12, 0, id="before the first"),
    ],
)
def test_a_place_is_a_page_that_there_is(wanted: int, total: int, first: int) -> None:
    assert first_row(wanted, total) == first
