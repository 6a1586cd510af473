"""What a survey tool may say, and what is said to it where it makes no sense."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.surveys.sent import Sent, SentMalformedError, SentRefusedError, said_of, sent_from

SAID: dict[str, Any] = {"id": "r1", "score": 9, "email": "kim@acme.example"}


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        pytest.param({}, Sent("t", "r1", "nps", None, Decimal(9), 10, email="kim@acme.example"), id="the least"),
        pytest.param(
            {"survey": "CSAT", "score": "4.5", "on": "2026-11-30T10:00:00Z", "account": 17, "words": " Fine\x00 "},
            Sent("t", "r1", "csat", date(2026, 11, 30), Decimal("4.5"), 5, "Fine", "17", "kim@acme.example"),
            id="satisfaction with everything",
        ),
        pytest.param(
            {"survey": "ces", "score": 6.5, "scale": 7},
            Sent("t", "r1", "ces", None, Decimal("6.5"), 7, email="kim@acme.example"),
            id="a scale of its own",
        ),
        pytest.param(
            {"id": "r\ud83d", "words": "Too \ud800 slow"},
            Sent("t", "r?", "nps", None, Decimal(9), 10, "Too ? slow", email="kim@acme.example"),
            id="half letters",
        ),
        pytest.param(
            {"type": "asked", "score": None}, Sent("t", "r1", "nps", None, email="kim@acme.example"), id="asked"
        ),
    ],
)
def test_what_makes_sense_is_read_and_can_be_said_again(said: dict[str, Any], sent: Sent) -> None:
    read = sent_from(SAID | said, source="t")

    assert read == sent
    assert sent_from(said_of(read), source="t") == read
    assert read.is_answer == (said.get("type") != "asked")
    assert read.named == " · ".join(each for each in (read.account, read.email) if each)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        pytest.param({"id": ""}, "id is missing: your own number of the answer", id="no number"),
        pytest.param({"email": None}, "account or email is missing: whose answer it is", id="of nobody"),
        pytest.param({"score": None}, "score is missing, or no number", id="no score"),
        pytest.param({"score": True}, "score is missing, or no number", id="a yes"),
        pytest.param({"score": "nine"}, "score is missing, or no number", id="a word"),
        pytest.param({"score": "NaN"}, "score is missing, or no number", id="not a number"),
        pytest.param({"score": "1e400"}, "score is missing, or no number", id="no end of it"),
        pytest.param({"score": 11}, "score is 11, not 0 to 10", id="too good"),
        pytest.param({"score": 6, "survey": "csat"}, "score is 6, not 0 to 5", id="more than its scale"),
        pytest.param({"type": "opened"}, "type is neither answer nor asked", id="neither asked nor answered"),
        pytest.param({"survey": "csat", "scale": "many"}, "scale is no whole number from 1 to 1000", id="no scale"),
        pytest.param({"survey": "csat", "scale": 0.5}, "scale is no whole number from 1 to 1000", id="half a scale"),
        pytest.param({"survey": "csat", "scale": 9.5}, "scale is no whole number from 1 to 1000", id="a broken scale"),
        pytest.param({"on": "yesterday"}, "on is no day like 2026-11-30", id="no day"),
        pytest.param({"words": ["a"]}, "words is no text", id="no text"),
        pytest.param({"account": "x" * 301}, "account is longer than 300 characters", id="a name too long"),
        pytest.param({"words": "x" * 5001}, "words is longer than 5000 characters", id="too many words"),
    ],
)
def test_what_makes_none_is_told_what_would_mend_it(said: dict[str, Any], problem: str) -> None:
    with pytest.raises(SentMalformedError) as refused:
        sent_from(SAID | said, source="t")

    assert refused.value.problem == problem


def test_why_it_was_refused_is_for_the_log() -> None:
    assert SentRefusedError("its moment is not now").reason == "its moment is not now"
