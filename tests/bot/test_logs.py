from __future__ import annotations

import json
import logging

import pytest

from bot import logs

pytestmark = pytest.mark.usefixtures("logs_as_they_were")


def test_a_line_of_a_library_and_one_of_ours_look_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", renderer=logs.json_lines())

    logging.getLogger("bot.test").info("digest sent to %s", "U1")

    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"], line["logger"]) == ("digest sent to U1", "info", "bot.test")


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-123-456-abc",
        "xoxe.xoxb-1-abc",
        "xapp-1-A0-99-abc",
        "github_pat_11ABC_def",
        "ghp_0123456789abcdef",
        "lin_api_0123abc",
        "ATATT3xFfGF0-abc=123",
        "bot:hid/d@en",
        "whatever-it-looks-like",
    ],
)
def test_no_token_is_written(capsys: pytest.CaptureFixture[str], secret: str) -> None:
    logs.configure("info", renderer=logs.console_lines(), secrets=["never", "whatever-it-looks-like", ""])

    logging.getLogger("bot.test").error("failed with https://%s@host", secret)

    written = capsys.readouterr().err
    assert "failed with" in written
    assert secret not in written


def test_no_ticket_and_no_way_to_answer_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", renderer=logs.json_lines())

    logging.getLogger("bot").warning(
        "wss://wss.slack.com/?ticket=abc-1&app_id=2 https://hooks.slack.com/commands/T1/2/x"
    )

    event = json.loads(capsys.readouterr().err)["event"]
    assert event == "wss://wss.slack.com/?ticket=…&app_id=2 https://hooks.slack.com/…"


@pytest.mark.parametrize("name", ["slack_bolt.AsyncApp", "slack_sdk.web.async_client", "uvicorn.access"])
def test_libraries_that_write_whole_requests_are_kept_quiet(capsys: pytest.CaptureFixture[str], name: str) -> None:
    logs.configure("debug", renderer=logs.json_lines())

    logging.getLogger(name).info("body: secret words of a customer")

    assert capsys.readouterr().err == ""


def test_a_failure_is_written_by_its_kind_and_places_never_by_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", renderer=logs.json_lines())

    try:
        try:
            int("Acme is leaving")
        except ValueError as error:
            raise KeyError("Acme") from error
    except KeyError:
        logging.getLogger("apscheduler").exception("a job failed")

    line = json.loads(capsys.readouterr().err)
    assert "Acme" not in line["exception"].replace('int("Acme is leaving")', "").replace('KeyError("Acme")', "")
    assert line["exception"].startswith("KeyError\n")
    assert "after ValueError\n" in line["exception"]
    assert "test_logs.py" in line["exception"]
