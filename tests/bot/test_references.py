from __future__ import annotations

import asyncio
import gc

import pytest
from slack_sdk.errors import SlackApiError

from bot.references import note_forgotten, places_of


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        pytest.param(SlackApiError("no", {"error": "invalid_auth"}), "SlackApiError (invalid_auth)", id="Slack's word"),  # type: ignore[no-untyped-call] # the SDK leaves it untyped
        pytest.param(SlackApiError("no", "<html>Acme"), "SlackApiError (no answer of Slack)", id="a gateway"),  # type: ignore[no-untyped-call] # as above
        pytest.param(
            OSError(28, "No space left on device", "Acme.csv"), "OSError (No space left on device)", id="disk"
        ),
        pytest.param(OSError("Acme"), "OSError", id="an error of the system without its word"),
        pytest.param(ValueError("Acme"), "ValueError", id="anything else"),
    ],
)
def test_a_failure_is_named_without_what_somebody_wrote(error: Exception, kind: str) -> None:
    assert places_of(error) == f"{kind}\n"


def test_what_was_hidden_from_a_failure_stays_out_of_it() -> None:
    hidden = ValueError("Acme")
    error = KeyError("Acme")
    error.__context__, error.__suppress_context__ = hidden, True

    assert "after" not in places_of(error)


async def test_a_failure_that_nobody_waits_for_is_written_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(note_forgotten)
    forgotten = loop.create_future()
    forgotten.set_exception(ValueError("Acme"))
    del forgotten
    gc.collect()
    note_forgotten(loop, {"message": "a slow callback"})

    assert [message.partition(": ")[2] for message in caplog.messages] == ["ValueError\n", "a slow callback"]
    assert "Acme" not in caplog.text
