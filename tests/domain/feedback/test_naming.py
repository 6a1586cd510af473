"""What customers are called outside."""

from __future__ import annotations

import pytest

from domain.feedback.naming import Asking, by_letters, by_name

ASKING = [
    Asking("Ace", ("ace.test", "Kim Lee", "")),
    Asking("云帆物流", ("云帆",)),
    Asking("Ace"),
    Asking("Bluewater Ferries"),
]


def stand_in(letter: str) -> str:
    return f"account {letter}"


def test_those_who_ask_are_called_by_letters_in_their_order() -> None:
    naming = by_letters(ASKING)

    called = [naming.called(name, stand_in) for name in ("Ace", "云帆物流", "Bluewater Ferries", "somebody")]

    assert called == ["account A", "account B", "account C", "somebody"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("ACE cannot replace it", "account A cannot replace it", id="a word of its own"),
        pytest.param("see https://ace.test/x, says kim lee", "see https://account A/x, says account A", id="its words"),
        pytest.param("云帆物流的审计，云帆要", "account B的审计，account B要", id="Chinese"),
        pytest.param("bluewater ferries", "account C", id="another case"),
        pytest.param("nothing", "nothing", id="nothing of it"),
    ],
)
def test_their_names_stay_out_of_what_they_wrote(text: str, said: str) -> None:
    assert by_letters(ASKING).scrubbed(text, stand_in) == said


def test_where_names_may_go_out_they_do() -> None:
    naming = by_name()

    assert naming.called("Ace", stand_in) == "Ace"
    assert naming.scrubbed("Ace asks", stand_in) == "Ace asks"


def test_the_alphabet_has_an_end() -> None:
    naming = by_letters([Asking(f"Company {number}") for number in range(28)])

    assert naming.called("Company 27", stand_in) == "account B2"
