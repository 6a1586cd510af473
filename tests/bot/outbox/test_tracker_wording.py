"""Where a request stands in trackers, as its readers see it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes import FakeLibrary
from outbox_words import NOW, worded

from bot.blocks.own_trouble import trouble
from bot.blocks.request_card import triage_card
from bot.blocks.tracker_form import push_form
from bot.locale import Language, words_for
from domain.feedback.answer import RequestLook
from domain.feedback.priority import SHIPPED_PRIORITY, VoiceNow, demand_of, priority_of
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState
from domain.feedback.tracker_form import PushForm, PushOffer
from domain.feedback.tracker_links import LinkGlance, LinkWay, TrackerLink, Work, WorkState
from domain.feedback.trackers import IssueState, PartKind, Place, TextPart, TrackerKind, TrackerRefusal
from domain.money import alone
from domain.outbox.announcement import Announcement, AnnouncementKind

TODAY = NOW.date()
APP = Place(TrackerKind.GITHUB, "acme/app")
AREA = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA")
REQUEST = Request(1, "Export", "", 1, "U0DANA", NOW)
LINK = TrackerLink(7, 1, APP, LinkWay.CREATE, "U0PRIYA", NOW, "key", Work(NOW))
LINKED = replace(
    LINK,
    work=Work(NOW, WorkState.DONE),
    issue="45",
    url="https://github.com/acme/app/issues/45",
    issue_state=IssueState.OPEN,
    state_name="open",
    checked_at=NOW,
)
EN = words_for(Language.EN)


def look(*glances: LinkGlance, may_push: bool = True, state: RequestState = RequestState.NEW) -> RequestLook:
    priority = priority_of(demand_of([], alone("USD"), today=TODAY), SHIPPED_PRIORITY, minor_in_unit=100)
    asking = (VoiceNow(1, Asker.INTERNAL, Importance.NICE, blocks_renewal=False),)
    return RequestLook(replace(REQUEST, state=state), AREA, priority, "USD", asking, links=glances, may_push=may_push)


def line(link: TrackerLink, unsaid: int = 0) -> str:
    card = triage_card(look(LinkGlance(link, unsaid)), EN, TODAY)
    return next(each for each in card.text.splitlines() if each.startswith("↗️"))


def offers(*glances: LinkGlance, **said: Any) -> tuple[bool, bool]:
    """Whether it can be pushed, and tried again."""
    blocks = str(triage_card(look(*glances, **said), EN, TODAY).blocks)
    return "Push to tracker…" in blocks, "'Retry'" in blocks


def test_a_linked_request_names_its_issue_its_state_and_when_it_was_looked_at() -> None:
    moment = f"<!date^{int(NOW.timestamp())}^{{date_short_pretty}} {{time}}|{EN.instant(NOW, 'UTC')}>"

    assert line(LINKED) == f"↗️ <{LINKED.url}|GitHub acme/app#45> · open · checked {moment}"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        pytest.param({}, "↗️ GitHub acme/app · an issue is being made", id="on its way"),
        pytest.param(
            {"way": LinkWay.LINK, "issue": "45"}, "↗️ GitHub acme/app#45 · it is being linked", id="being linked"
        ),
        pytest.param(
            {"work": Work(NOW, tries=3)},
            "↗️ GitHub acme/app · an issue is being made · no answer so far, it is tried again",
            id="no answer",
        ),
        pytest.param(
            {"work": Work(NOW, WorkState.FAILED, refusal=TrackerRefusal.MOVED)},
            "↗️ GitHub acme/app · ⚠️ it is called otherwise now. An admin sets the new name",
            id="refused",
        ),
        pytest.param(
            {"work": Work(NOW, WorkState.FAILED, refusal=TrackerRefusal.INVALID, detail="<b> *x*")},
            "↗️ GitHub acme/app · ⚠️ it refuses what was sent · “&lt;b&gt; ∗x∗”",
            id="refused in its own words",
        ),
    ],
)
def test_what_is_not_done_yet_says_why(said: dict[str, Any], shown: str) -> None:
    assert line(replace(LINK, **said)) == shown


def test_a_state_is_called_as_the_tracker_calls_it_where_that_says_more() -> None:
    review = replace(
        LINKED, issue_state=IssueState.STARTED, state_name="In Review", checked_at=None, url="javascript:x"
    )

    assert line(review) == "↗️ GitHub acme/app#45 · In Review (in progress)"


def test_comments_that_are_missing_are_counted() -> None:
    assert line(replace(LINKED, checked_at=None), 2).endswith(" · open · ⚠️ 2 comments are missing")


def test_only_what_leads_somewhere_is_offered() -> None:
    given_up = replace(LINK, work=Work(NOW, WorkState.FAILED, refusal=TrackerRefusal.GONE))

    assert offers() == (True, False)
    assert offers(may_push=False) == (False, False)
    assert offers(state=RequestState.SHIPPED) == (False, False)
    assert offers(LinkGlance(LINKED)) == (False, False)
    assert offers(LinkGlance(given_up)) == (True, True)
    assert offers(LinkGlance(given_up), may_push=False) == (False, False)
    assert offers(LinkGlance(LINKED, 1)) == (False, True)
    assert offers(LinkGlance(replace(LINKED, request=2))) == (True, False)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param(
            {"what": "canceled"},
            "<@U0PRIYA>, *GitHub acme/app#45* was closed without being done. Nobody who asked has heard of it. "
            "Decline the request on its card, with words that a CSM can use, or leave it open.",
            id="not planned",
        ),
        pytest.param(
            {"what": "reopened", "state": "under_review"},
            "<@U0PRIYA>, *GitHub acme/app#45* was opened again, so the request is under review once more. "
            "Who asked was told that it is there: say on the card what happens now.",
            id="opened again",
        ),
        pytest.param(
            {"what": "reopened", "state": "declined"},
            "<@U0PRIYA>, *GitHub acme/app#45* was opened again. "
            "The request stays declined until you open it on its card.",
            id="opened again, and declined",
        ),
    ],
)
def test_whoever_decides_reads_what_is_asked_of_them(facts: dict[str, Any], said: str) -> None:
    whole: dict[str, Any] = {
        "request": 1,
        "state": "new",
        "tracker": "GitHub",
        "issue": "acme/app#45",
        "to": "U0PRIYA",
    } | facts

    made = worded(FakeLibrary(), Announcement(AnnouncementKind.TRACKER_NEWS, "C0REPORTS", "request:1", whole))

    assert made is not None
    assert made.text == said


def test_admins_read_which_place_cannot_be_read_and_why() -> None:
    made = trouble("tracker", EN, place="github:acme/app", reason="forbidden")

    assert made.text == (
        "⚠️ What becomes of requests in `github:acme/app` cannot be read: "
        "the token may not read and write issues there. An admin gives it that right."
    )


def form(**said: Any) -> str:
    parts = (
        TextPart(PartKind.PARAGRAPH, "*By* hand"),
        TextPart(PartKind.QUOTE, "*We*"),
        TextPart(PartKind.LINK, "Card"),
    )
    offer = PushOffer(look(), (APP,), APP, may_name=False, title="Export", text=parts)
    return str(push_form(replace(offer, **said), EN, PushForm()).view())


def test_the_form_says_what_leaves_and_how_customers_are_called() -> None:
    assert "This leaves the company's Slack" in form()
    assert "Customers are called account A" in form()
    assert "Names of customers" not in form()
    assert "Names of customers" in form(may_name=True)
    assert "∗By∗ hand" in form()


def test_a_long_request_fits_into_the_form() -> None:
    assert form(text=(TextPart(PartKind.PARAGRAPH, "a" * 3000),) * 99).count("'section'") < 90
