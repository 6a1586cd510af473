from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from bot.http.bodies import MOST_FIELDS, MalformedBodyError, payload_from

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("text=acme&user_id=U1", id="as it stands"),
        pytest.param("text=acme+corp%20%26+co&url=https%3A%2F%2Fx%2F%3Fa%3Db", id="written by numbers"),
        pytest.param("text=%E5%85%A8%E9%83%A8&name=é", id="other letters"),
        pytest.param("text=&thread_ts&&a==b", id="nothing, and too much"),
        pytest.param("te%78t=1&text=2", id="a name that is written by numbers"),
        pytest.param("text=%ZZ%E5", id="numbers that are none"),
    ],
)
def test_a_form_is_read_as_python_reads_it(body: str) -> None:
    assert payload_from(body.encode(), FORM) == dict(parse_qsl(body, keep_blank_values=True))


def test_a_form_of_too_many_fields_is_none_of_slacks() -> None:
    body = "&".join(f"f{number}=1" for number in range(MOST_FIELDS + 1))

    with pytest.raises(MalformedBodyError):
        payload_from(body.encode(), FORM)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param(r"\u0041\u0000\u0043\u006de", "ACme", id="nothing at all"),
        pytest.param(r"Ac\ud83dme", "Ac\ufffdme", id="half an emoji"),
        pytest.param(r"Ac\uDE00me", "Ac\ufffdme", id="the other half"),
        pytest.param(r"\ud83d\ude00 \u5168", "😀 全", id="whole ones stay"),
        pytest.param(r"\\u0000 \\ud83d", r"\u0000 \ud83d", id="what only looks like it stays"),
    ],
)
def test_what_no_database_keeps_is_taken_out(written: str, read: str) -> None:
    body = f'{{"view": {{"blocks": ["{written}", 1, null]}}}}'

    assert payload_from(body.encode(), "application/json") == {"view": {"blocks": [read, 1, None]}}


def test_nothing_at_all_in_a_command_is_nothing() -> None:
    assert payload_from(b"text=ac%00me&%00user=U1", FORM) == {"text": "acme", "user": "U1"}
