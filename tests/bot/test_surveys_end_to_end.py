"""A survey tool posts to the bot as it is served; a bad answer caps nothing, and its owner is told with the words."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest
from people_desk import DANA
from pydantic import SecretStr, ValidationError
from scoring_samples import NOW, SHIPPED, TODAY, add, feed_worked, scoring, usual_account
from starlette.applications import Starlette

from bot.bootstrap.surveys import survey_door
from bot.handlers.desk import Desk
from bot.services.alert_watch import AlertWatch
from bot.services.survey_inbox import SurveyInbox
from bot.services.survey_log import SurveyLog
from bot.settings import Settings
from bot.survey_settings import SurveySettings
from domain.alerts.policy import AlertKind
from domain.surveys.form import SurveyForm
from domain.surveys.sent import sent_from
from integrations.surveys.hooks import signature
from storage.library import SqlLibrary
from storage.tables import ContactRow

SECRET = "a-secret-of-some-length"
LATER = NOW + timedelta(minutes=1)
SAID = {"id": "r1", "score": 2, "email": "kim@acme.example", "words": "Too <slow>"}


@pytest.fixture
def book(sqlite_library: SqlLibrary) -> SqlLibrary:
    """Scored and looked at a minute ago."""
    library = sqlite_library
    with library.writing() as writing:
        writing.members.save(DANA)
        writing.policies.publish(SHIPPED, by="test", at=NOW)
    usual_account(library, 1, owner="U0DANA")
    kim = {"external_id": "k", "name": "Kim", "email": "kim@acme.example", "learnt_at": NOW}
    add(library, ContactRow, {"account": 1, **kim})
    feed_worked(library)
    scoring(library).score_book()
    AlertWatch(library, lambda: NOW, "UTC").tick()
    return library


def facts(library: SqlLibrary) -> list[tuple[str | None, Any, Any, Any]]:
    with library.reading() as book:
        alerts = [each for number in range(1, 9) if (each := book.alerts.of(number))]
    detractors = [each for each in alerts if each.kind is AlertKind.DETRACTOR]
    return [(each.to, each.facts["score"], each.facts["words"], each.facts["person"]) for each in detractors]


def at_once(library: SqlLibrary, accounts: Sequence[int]) -> None:
    scoring(library, LATER).rescore(accounts)
    AlertWatch(library, lambda: LATER, "UTC").at_once(accounts[0])


def test_a_bad_answer_that_is_typed_is_told_at_once(book: SqlLibrary) -> None:
    log = SurveyLog(book, lambda: LATER, lambda accounts: at_once(book, accounts))

    log.keep(DANA, "account:1", SurveyForm("1", "1", "nps", "3", TODAY.isoformat(), "Slow"), key="V1", today=TODAY)

    assert facts(book) == [("U0DANA", 3, "Slow", "Kim")]


def test_a_bad_answer_that_comes_by_itself_is_told_at_once(book: SqlLibrary) -> None:
    inbox = SurveyInbox(book, lambda: LATER, lambda accounts: at_once(book, accounts), "UTC")

    assert [inbox.taken(sent_from(SAID, source="t")) for _ in range(2)] == [True, True]
    assert facts(book) == [("U0DANA", 2, "Too <slow>", "Kim")]


async def test_the_door_that_is_served_keeps_what_is_signed_now(book: SqlLibrary) -> None:
    settings = Settings.model_construct(survey_webhook_secrets=SecretStr(f"typeform={SECRET}"))
    desk = Desk(workers=1)
    door = survey_door(settings, book, desk)
    body, moment = json.dumps(SAID).encode(), str(int(time.time()))
    headers = {"x-moorline-timestamp": moment, "x-moorline-signature": f"v1={signature(SECRET, moment, body)}"}

    async with httpx.AsyncClient(transport=httpx.ASGITransport(Starlette(routes=door.routes()))) as http:
        answered = await http.post("http://bot/surveys/typeform", content=body, headers=headers)
    desk.close()

    assert answered.json() == {"kept": True, "account": "known"}
    with book.reading() as reading:
        kept = reading.surveys.called(1, "typeform:r1")
    assert kept
    assert (int(kept.score), kept.words, kept.contact) == (2, "Too <slow>", 1)


def test_secrets_are_by_source_and_bad_ones_are_refused_without_being_shown() -> None:
    read = SurveySettings(survey_webhook_secrets=SecretStr(f" typeform={SECRET}, crm-2={SECRET} "))
    assert dict(read.survey_hook_secrets) == {"typeform": SECRET, "crm-2": SECRET}
    assert dict(SurveySettings().survey_hook_secrets) == {}

    for written in ("typeform=short", f"Type/Form={SECRET}", SECRET, f"slack={SECRET}"):
        with pytest.raises(ValidationError) as refused:
            SurveySettings(survey_webhook_secrets=SecretStr(written))
        assert SECRET not in str(refused.value)
