from __future__ import annotations

import pytest
from aiohttp import ClientConnectionError
from slack_sdk.errors import SlackApiError

from bot.handlers.errors import explained
from bot.locale import Language, words_for
from bot.refusals import refusal_in
from domain.errors import (
    AccountChurnedError,
    AccountNotFoundError,
    CustomerSuccessError,
    NotAllowedError,
    NotAMemberError,
    SharingRefusedError,
)

WORDS = words_for(Language.EN)


def refused(response: object) -> SlackApiError:
    return SlackApiError("no", response)  # type: ignore[no-untyped-call] # the SDK leaves it untyped


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        pytest.param(
            AccountNotFoundError("<!channel>", ((1, "A&B <Co>"), (2, "Acme"))),
            "No account is called “&lt;!channel&gt;”. Did you mean: *A&amp;B &lt;Co&gt;*, *Acme*?",
            id="what was typed and found is escaped",
        ),
        pytest.param(
            NotAMemberError("U1", "no_role"),
            "You have no role in Moorline yet. Ask whoever runs it to add you.",
            id="nobody can be named",
        ),
        pytest.param(
            NotAMemberError("U1", "no_role", ("U2", "U3")),
            "You have no role in Moorline yet. <@U2>, <@U3> can add you.",
            id="those who can help are named",
        ),
        pytest.param(
            NotAllowedError("U1", "judge"),
            "Your role does not allow this. A Moorline admin can change it.",
            id="a role that is not enough",
        ),
        pytest.param(
            NotAllowedError("U1", "judge", ("U2", "U3")),
            "Your role does not allow this. <@U2>, <@U3> can change it.",
            id="those who can change a role are named",
        ),
        pytest.param(
            NotAllowedError("U1", "health.read"),
            "Your role does not allow this. Accounts are read by those who look after them. Yours has `/cs requests` "
            "and `/cs triage`; for another one ask a Moorline admin.",
            id="a product manager hears what theirs is for",
        ),
        pytest.param(
            NotAllowedError("U1", "health.read", ("U2", "U3")),
            "Your role does not allow this. Accounts are read by those who look after them. Yours has `/cs requests` "
            "and `/cs triage`; for another one ask <@U2>, <@U3>.",
            id="and whom to ask",
        ),
        pytest.param(
            AccountChurnedError("A&B"),
            "*A&amp;B* has churned, so it is neither judged nor shared any more.",
            id="an account that has left",
        ),
        pytest.param(
            SharingRefusedError("C1", "guests"),
            "Guests are in that channel, so nothing was posted.",
            id="guests read there",
        ),
        pytest.param(
            SharingRefusedError("C1", "is_archived"),
            "Moorline could not see who reads that channel, so nothing was posted.",
            id="a reason without words of its own",
        ),
        pytest.param(
            refused({"ok": False, "error": "ratelimited"}),
            "Slack is busy right now. Please try again in a moment.",
            id="Slack's rate limit",
        ),
        pytest.param(
            refused("<html>bad gateway</html>"),
            "Slack cannot be reached right now. Nothing was lost; please try again in a moment.",
            id="a gateway in front of Slack",
        ),
        pytest.param(
            refused({"ok": False, "error": "internal_error"}),
            "Slack cannot be reached right now. Nothing was lost; please try again in a moment.",
            id="Slack in trouble",
        ),
        pytest.param(
            ClientConnectionError(),
            "Slack cannot be reached right now. Nothing was lost; please try again in a moment.",
            id="no Slack",
        ),
        pytest.param(
            CustomerSuccessError(),
            "That did not work. Please try again.",
            id="an error without words of its own",
        ),
    ],
)
def test_an_error_is_one_sentence_somebody_can_do_something_with(error: Exception, sentence: str) -> None:
    assert explained(error, WORDS) == sentence


@pytest.mark.parametrize(
    "response",
    [
        pytest.param({"ok": False, "error": "invalid_auth"}, id="what the person cannot mend"),
        pytest.param({"ok": False, "error": "something_new"}, id="a word we do not know"),
    ],
)
def test_what_slack_refuses_for_no_known_reason_gets_a_reference(response: object) -> None:
    assert "tell your admin this reference" in explained(refused(response), WORDS)


def test_a_gateways_answer_holds_no_word() -> None:
    assert refusal_in(refused("<html>")) == ""
