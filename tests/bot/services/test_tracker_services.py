"""Requests in trackers, from the record to the issue and back: nothing twice, nothing lost, no name let out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from fakes.trackers import FakeTracker
from health_book import STANDING

from bot.blocks.request_words import telling_title
from bot.blocks.tracker_issue import TrackerIssueWords
from bot.locale import Language, words_for
from bot.services.requests import Requests
from bot.services.tracker_calls import TrackerCalls
from bot.services.tracker_comments import TrackerComments
from bot.services.tracker_desk import TrackerDesk
from bot.services.tracker_hooks import TrackerHooks
from bot.services.tracker_pushes import TrackerPushes
from bot.services.tracker_texts import TrackerTexts, TrackerWords
from bot.services.tracker_watch import TrackerWatch
from bot.services.tracker_work import TrackerWork
from bot.services.triage import Triage
from domain.accounts import Account
from domain.errors import NotAllowedError, RequestNotFoundError
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.states import RequestAction
from domain.feedback.tracker_form import Pushed, PushField, PushForm, PushProblem, PushRefused
from domain.feedback.tracker_links import LEASE, LinkWay, TrackerLink, WorkState
from domain.feedback.tracker_states import StateMap
from domain.feedback.trackers import (
    Hint,
    Issue,
    IssueDraft,
    IssueState,
    PartKind,
    Place,
    TextPart,
    TrackerAwayError,
    TrackerBusyError,
    TrackerKind,
    TrackerRefusal,
    TrackerRefusedError,
)
from domain.outbox.announcement import Announcement, AnnouncementKind, Manner
from domain.permissions import Member, Role

APP, TEAM = Place(TrackerKind.GITHUB, "acme/app"), Place(TrackerKind.LINEAR, "ENG")
PRIYA, ADA, DANA = (
    Member("U0PRIYA", "Priya", Role.PRODUCT),
    Member("U0ADA", "Ada", Role.ADMIN),
    Member("U0DANA", "Dana", Role.CSM),
)
BEGAN = datetime(2026, 11, 20, 12, tzinfo=UTC)
CARD = "https://acme.slack.com/archives/C0REPORTS/p175"
NEW = PushForm(place=APP.written, permalink=CARD)


@dataclass
class Workshop:
    library: FakeLibrary
    github: FakeTracker
    now: datetime = BEGAN
    may_name: bool = False

    def __post_init__(self) -> None:
        clock = lambda: self.now  # noqa: E731 - one line beside those that use it
        made = TrackerIssueWords(words_for(Language.EN))
        self.texts = TrackerTexts(TrackerWords(made.title, made.issue, made.voice, made.merged), "USD")
        self.calls = TrackerCalls({TrackerKind.GITHUB: self.github}, clock, lambda: 0.0)
        triage = Triage(self.library, clock, "UTC", "USD", telling_title)
        self.watch = TrackerWatch(self.library, self.calls, triage, StateMap(), timedelta(minutes=5))
        pushes = TrackerPushes(self.library, self.calls, self.texts)
        comments = TrackerComments(self.library, self.calls, self.texts)
        self.work = TrackerWork(self.library, pushes, comments, self.watch)
        self.hooks = TrackerHooks(self.library, clock, (APP, TEAM))

    @property
    def desk(self) -> TrackerDesk:
        keys = iter(f"key-{number}" for number in range(1, 99))
        areas = {"access": TEAM}
        return TrackerDesk(
            self.library, lambda: self.now, self.texts, (APP, TEAM), areas, self.may_name, lambda: next(keys)
        )

    def push(self, form: PushForm = NEW, request: str = "1", by: Member = PRIYA) -> Pushed | PushRefused:
        return self.desk.push(by, request, form, today=self.now.date())

    def later(self, **span: float) -> int:
        self.now += timedelta(**span)
        return self.work.tick()

    @property
    def link(self) -> TrackerLink:
        return self.library.tables.tracker_links[1]

    @property
    def request(self) -> Request:
        return self.library.tables.requests[1]

    def told(self, kind: AnnouncementKind) -> list[Announcement]:
        lines = (row.line.announcement for row in self.library.tables.outbox)
        return [each for each in lines if each.kind is kind]

    def add_voice(self, **said: Any) -> None:
        number = len(self.library.tables.voices) + 1
        voice = Voice(number, 1, Asker.ACCOUNT, "U0LEE", BEGAN, Importance.NICE, 2, quote="We of Umbra too")
        self.library.tables.voices.append(replace(voice, **said))


@pytest.fixture
def shop() -> Workshop:
    library = FakeLibrary()
    tables = library.tables
    for member in (PRIYA, ADA, DANA):
        tables.members[member.slack_id] = member
    tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA", is_default=True)
    tables.areas[2] = ProductArea(2, "Access", "C0ACCESS", "U0PRIYA")
    tables.accounts[1] = Account(1, "Acme Industrial", owner="U0DANA", aliases=("Acme",), domains=("acme.test",))
    tables.accounts[2] = Account(2, "Umbra", owner="U0DANA")
    tables.standings[1] = STANDING
    tables.requests[1] = Request(1, "Export for Acme", "Acme copies by hand", 1, "U0DANA", BEGAN)
    voice = Voice(
        1, 1, Asker.ACCOUNT, "U0DANA", BEGAN, Importance.MUST, 1, quote="Acme needs it, says Kim", contact="Kim"
    )
    tables.voices.append(replace(voice, blocks_renewal=True))
    return Workshop(library, FakeTracker(APP, now=BEGAN))


def pushed(shop: Workshop) -> None:
    shop.push()
    shop.work.tick()
    shop.library.tables.outbox.clear()


def texts(parts: tuple[TextPart, ...]) -> list[str]:
    return [part.text for part in parts]


def test_a_request_is_recorded_first_and_brought_there_by_the_worker(shop: Workshop) -> None:
    done = shop.push()
    before = dict(shop.github.issues)

    shop.work.tick()

    assert isinstance(done, Pushed)
    assert (done.was_there, done.link.work.state, before) == (False, WorkState.NEW, {})
    assert (shop.link.work.state, shop.link.issue, shop.link.issue_state) == (WorkState.DONE, "45", IssueState.OPEN)
    assert [entry.after for entry in shop.library.tables.audit] == ["create acme/app"]
    assert [each.manner for each in shop.told(AnnouncementKind.TRIAGE)] == [Manner.EDIT, Manner.EDIT]


def test_no_name_leaves_the_house(shop: Workshop) -> None:
    shop.push(replace(NEW, with_names=True))
    shop.work.tick()

    draft = shop.github.drafts["45"]
    assert (draft.title, texts(draft.parts)) == (
        "Export for account A",
        [
            "account A copies by hand",
            "Asked for by 1 account · $120K ARR.",
            "account A · must have · blocks the renewal:",
            "account A needs it, says account A",
            "Request #1 in Slack",
        ],
    )
    assert draft.parts[-1] == TextPart(PartKind.LINK, "Request #1 in Slack", CARD)


def test_where_names_may_go_out_it_is_for_the_form_to_say(shop: Workshop) -> None:
    shop.may_name = True
    named = shop.desk.offer(PRIYA, "1", replace(NEW, with_names=True), today=shop.now.date())
    shop.push(NEW)
    shop.work.tick()

    assert (named.title, named.may_name) == ("Export for Acme", True)
    assert "Acme Industrial · must have · blocks the renewal:" in texts(named.text)
    assert shop.github.drafts["45"].title == "Export for account A"


def test_the_form_offers_the_place_of_its_area(shop: Workshop) -> None:
    first = shop.desk.offer(PRIYA, "#1", PushForm(), today=shop.now.date())
    shop.library.tables.requests[1] = replace(shop.request, area=2)
    second = shop.desk.offer(PRIYA, "#1", PushForm(), today=shop.now.date())
    third = shop.desk.offer(PRIYA, "#1", NEW, today=shop.now.date())

    assert [offer.chosen for offer in (first, second, third)] == [APP, TEAM, APP]
    assert texts(first.text)[-1] == "Request #1 in Slack"


def test_prospects_and_colleagues_are_named_as_what_they_are(shop: Workshop) -> None:
    shop.add_voice(asker=Asker.PROSPECT, account=None, name="Lead & Co", quote="")
    shop.add_voice(asker=Asker.INTERNAL, account=None, quote="I want it")
    shop.push()
    shop.work.tick()

    said = texts(shop.github.drafts["45"].parts)
    assert "Asked for by 1 account · $120K ARR · 1 prospect." in said
    assert "one of us · nice to have:" in said


def test_a_lost_answer_does_not_make_two(shop: Workshop) -> None:
    shop.github.lost.append(TrackerAwayError("ReadTimeout"))
    shop.push()
    shop.work.tick()
    unclear = shop.link.work

    shop.later(seconds=11)

    assert (unclear.state, unclear.is_begun) == (WorkState.NEW, True)
    assert (shop.link.issue, len(shop.github.issues)) == ("45", 1)
    assert shop.github.calls == ["create", "made_of"]


def test_a_worker_that_died_after_the_call_does_not_make_two(shop: Workshop) -> None:
    shop.push()
    with shop.library.writing() as book:
        claimed = book.trackers.claim(frozenset(TrackerKind), now=shop.now)
        assert claimed is not None
        shop.github.create(APP, shop.texts.draft(book, claimed, today=shop.now.date()))

    idle = shop.work.tick()
    shop.now += LEASE
    shop.work.tick()

    assert (idle, shop.link.issue, len(shop.github.issues)) == (0, "45", 1)


def test_who_lost_the_lease_tells_nothing(shop: Workshop) -> None:
    shop.push()
    real = shop.github.create

    def slow(place: Place, draft: IssueDraft) -> Issue:
        made = real(place, draft)
        with shop.library.writing() as book:
            book.trackers.claim(frozenset(TrackerKind), now=shop.now + LEASE)
        return made

    shop.github.create = slow  # type: ignore[method-assign] # the other replica takes over meanwhile
    shop.work.tick()

    assert shop.link.work.state is WorkState.NEW


def test_a_limit_is_honoured_for_all_that_waits(shop: Workshop) -> None:
    shop.github.instead.append(TrackerBusyError(90))
    shop.push()
    shop.work.tick()
    calls = len(shop.github.calls)

    shop.later(seconds=89)
    meanwhile = len(shop.github.calls)
    shop.later(seconds=2)

    assert (calls, meanwhile, shop.link.work.state, shop.link.work.tries) == (1, 1, WorkState.DONE, 1)


def test_a_refusal_stands_on_the_card_and_a_person_may_try_again(shop: Workshop) -> None:
    shop.github.instead.append(TrackerRefusedError(TrackerRefusal.FORBIDDEN, "Resource not accessible"))
    shop.push()
    shop.work.tick()
    failed = shop.link.work
    cards = len(shop.told(AnnouncementKind.TRIAGE))

    shop.desk.retry(PRIYA, "1")
    shop.work.tick()

    assert (failed.state, failed.refusal, failed.detail, cards) == (
        WorkState.FAILED,
        TrackerRefusal.FORBIDDEN,
        "Resource not accessible",
        2,
    )
    assert shop.link.work.state is WorkState.DONE


def test_what_does_not_answer_for_long_is_said_on_the_card(shop: Workshop) -> None:
    shop.push()
    for _ in range(3):
        shop.github.instead.append(TrackerAwayError("ConnectTimeout"))
        shop.later(minutes=2)

    assert (shop.link.work.tries, len(shop.told(AnnouncementKind.TRIAGE))) == (3, 2)


def test_what_was_given_up_may_go_another_way(shop: Workshop) -> None:
    shop.github.instead.append(TrackerRefusedError(TrackerRefusal.FORBIDDEN))
    shop.push()
    shop.work.tick()
    same = shop.push()
    key = shop.link.key
    shop.github.instead.append(TrackerRefusedError(TrackerRefusal.FORBIDDEN))
    shop.later(seconds=1)
    shop.github.put("there before")
    other = shop.push(replace(NEW, way=LinkWay.LINK, issue="#45"))
    shop.later(seconds=1)

    assert isinstance(same, Pushed)
    assert isinstance(other, Pushed)
    assert (same.was_there, other.was_there, shop.link.issue, shop.link.way) == (False, False, "45", LinkWay.LINK)
    assert key == "key-1"


def test_a_request_that_has_its_place_goes_nowhere_else(shop: Workshop) -> None:
    pushed(shop)

    again = shop.push(replace(NEW, place=TEAM.written))

    assert isinstance(again, Pushed)
    assert (again.was_there, again.link.place) == (True, APP)


def test_a_tracker_that_is_not_set_up_any_more_is_said(shop: Workshop) -> None:
    shop.push(replace(NEW, place=TEAM.written))
    shop.work.tick()

    assert shop.link.work.refusal is TrackerRefusal.NOT_SET_UP


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        pytest.param(PushForm(), {PushField.PLACE: PushProblem.NO_PLACE}, id="no place"),
        pytest.param(replace(NEW, way="link"), {PushField.ISSUE: PushProblem.NO_ISSUE}, id="no issue"),
        pytest.param(
            replace(NEW, way="link", issue="that one"), {PushField.ISSUE: PushProblem.NOT_READABLE}, id="no such issue"
        ),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field(
    shop: Workshop, form: PushForm, problems: dict[PushField, PushProblem]
) -> None:
    assert shop.push(form) == PushRefused(problems)
    assert shop.library.tables.tracker_links == {}


def test_an_issue_that_was_there_hears_of_the_request_in_one_comment(shop: Workshop) -> None:
    shop.github.put("there before")
    shop.push(replace(NEW, way=LinkWay.LINK, issue="https://github.com/acme/app/issues/45"))
    shop.work.tick()
    shop.later(hours=1)

    [(key, comment)] = shop.github.comments
    assert (key, len(shop.github.issues), shop.link.work.state) == ("45", 1, WorkState.DONE)
    assert "Asked for by 1 account · $120K ARR." in texts(comment.parts)


def test_an_issue_that_is_not_there_is_said(shop: Workshop) -> None:
    shop.push(replace(NEW, way=LinkWay.LINK, issue="99"))
    shop.work.tick()

    assert shop.link.work.refusal is TrackerRefusal.NOT_FOUND


def test_a_new_voice_is_told_once_although_its_answer_was_lost(shop: Workshop) -> None:
    pushed(shop)
    shop.add_voice()
    shop.github.lost.append(TrackerAwayError("ReadTimeout"))
    shop.later(seconds=1)
    shop.later(seconds=11)
    shop.later(hours=1)

    [(key, comment)] = shop.github.comments
    assert key == "45"
    assert texts(comment.parts) == [
        "One more asks for it: account B · nice to have. That makes 2 accounts · $120K ARR.",
        "We of account B too",
        "Request #1 in Slack",
    ]


def test_a_comment_that_never_arrived_is_said_again(shop: Workshop) -> None:
    pushed(shop)
    shop.add_voice(quote="")
    shop.github.instead.append(TrackerAwayError("ConnectTimeout"))
    shop.later(seconds=1)
    shop.later(seconds=11)

    assert len(shop.github.comments) == 1


def test_a_voice_that_was_erased_meanwhile_is_not_told(shop: Workshop) -> None:
    pushed(shop)
    shop.add_voice()
    shop.github.instead.append(TrackerBusyError(30))
    shop.later(seconds=1)
    shop.library.tables.voices.pop()
    shop.later(seconds=31)

    assert shop.github.comments == []
    assert [note.work.state for note in shop.library.tables.tracker_notes.values()] == [
        WorkState.DONE,
        WorkState.DROPPED,
    ]


def test_a_comment_that_is_refused_stands_on_the_card(shop: Workshop) -> None:
    pushed(shop)
    shop.add_voice()
    shop.github.instead.append(TrackerRefusedError(TrackerRefusal.FORBIDDEN))
    shop.later(seconds=1)
    look = Requests(shop.library, lambda: shop.now, "USD").told(1, today=shop.now.date())
    shop.desk.retry(PRIYA, "1")
    shop.later(seconds=1)

    assert look is not None
    assert [glance.unsaid for glance in look.links] == [1]
    assert len(shop.github.comments) == 1


def test_comments_of_a_tracker_that_was_taken_out_are_given_up(shop: Workshop) -> None:
    pushed(shop)
    shop.add_voice()
    without = replace(shop.calls, trackers={})
    comments = TrackerComments(shop.library, without, shop.texts)
    with shop.library.reading() as book:
        comments.record(list(book.trackers.missing_notes()))

    assert (comments.next(), comments.next()) == (True, False)
    assert shop.library.tables.tracker_notes[2].work.refusal is TrackerRefusal.NOT_SET_UP


def test_a_merged_request_is_told_of_in_one_comment(shop: Workshop) -> None:
    pushed(shop)
    shop.library.tables.requests[2] = replace(shop.request, id=2, title="CSV for Umbra", into=1)
    shop.add_voice(came_from=2)
    shop.add_voice(came_from=2, quote="And again")
    shop.later(seconds=1)

    [(_, comment)] = shop.github.comments
    first, *rest = texts(comment.parts)
    assert first.startswith("Request #2 “CSV for account B” asks for the same and was merged into this one.")
    assert first.endswith("That makes 2 accounts · $120K ARR.")
    assert rest.count("account B · nice to have:") == 2


def test_who_had_a_letter_keeps_it_when_others_are_merged_in(shop: Workshop) -> None:
    pushed(shop)
    shop.library.tables.requests[2] = replace(shop.request, id=2, title="CSV", into=1)
    shop.library.tables.voices.insert(0, replace(shop.library.tables.voices[0], id=0, account=2, came_from=2))
    shop.later(seconds=1)

    [(_, comment)] = shop.github.comments
    assert "account B · must have · blocks the renewal:" in texts(comment.parts)


def closed(shop: Workshop, state: IssueState = IssueState.COMPLETED, name: str = "") -> None:
    shop.github.move("45", state, name)


def test_an_issue_that_is_done_ships_its_request_as_a_click_would(shop: Workshop) -> None:
    pushed(shop)
    closed(shop)

    shop.later(minutes=6)

    steps = [(step.what, step.by, step.note) for step in shop.library.tables.request_steps]
    assert (shop.request.state, shop.request.owner) == (RequestState.SHIPPED, "U0PRIYA")
    assert steps == [(RequestAction.SHIP, "GitHub", "acme/app#45 https://tracker.test/45")]
    assert [(each.to, each.facts["by"]) for each in shop.told(AnnouncementKind.REQUEST_NEWS)] == [("U0DANA", "GitHub")]
    assert [task.by for task in shop.library.tables.tasks.values()] == ["U0PRIYA"]
    assert (shop.link.state_name, shop.link.checked_at) == ("completed", shop.now)


def test_work_that_began_in_the_tracker_accepts_the_request_on_the_way(shop: Workshop) -> None:
    pushed(shop)
    closed(shop, IssueState.STARTED, "In Progress")

    shop.later(minutes=6)

    assert (shop.request.state, shop.request.target) == (RequestState.IN_PROGRESS, "")
    assert [step.what for step in shop.library.tables.request_steps] == [RequestAction.ACCEPT, RequestAction.START]


def test_not_planned_asks_whoever_decides_once_and_declines_nothing(shop: Workshop) -> None:
    pushed(shop)
    closed(shop, IssueState.CANCELED, "not_planned")
    shop.later(minutes=6)
    shop.later(minutes=6)

    [news] = shop.told(AnnouncementKind.TRACKER_NEWS)
    assert (news.to, news.manner, news.facts["what"], news.facts["to"]) == (
        "C0REPORTS",
        Manner.REPLY,
        "canceled",
        "U0PRIYA",
    )
    assert shop.request.state is RequestState.NEW
    assert shop.told(AnnouncementKind.REQUEST_NEWS) == []


def test_an_issue_that_is_opened_again_opens_its_request(shop: Workshop) -> None:
    pushed(shop)
    closed(shop)
    shop.later(minutes=6)
    closed(shop, IssueState.OPEN)
    shop.later(minutes=6)

    assert shop.request.state is RequestState.UNDER_REVIEW
    assert [each.facts["what"] for each in shop.told(AnnouncementKind.TRACKER_NEWS)] == ["reopened"]


def test_what_comes_out_of_order_moves_nothing_back(shop: Workshop) -> None:
    pushed(shop)
    old = shop.github.issues["45"]
    closed(shop)
    shop.later(minutes=6)
    shop.github.issues["45"] = old
    shop.hooks.heard(Hint(APP, "45", "d1"))
    shop.later(seconds=1)

    assert (shop.request.state, shop.link.state_name, shop.link.asked_at) == (RequestState.SHIPPED, "completed", None)


def test_a_change_that_is_heard_of_is_looked_at_at_once(shop: Workshop) -> None:
    pushed(shop)
    shop.later(seconds=1)
    closed(shop)

    for delivery in ("d1", "d1"):
        shop.hooks.heard(Hint(Place(TrackerKind.GITHUB, "Acme/App"), "45", delivery))
    shop.hooks.heard(Hint(Place(TrackerKind.GITHUB, "other/app"), "45", "d2"))
    shop.hooks.heard(Hint(APP, "46", "d3"))
    shop.later(seconds=1)

    assert shop.request.state is RequestState.SHIPPED
    assert shop.github.calls.count("issue") == 1
    assert "tracker:github:d1" in shop.library.tables.done


def test_what_was_taken_in_is_not_taken_in_again(shop: Workshop) -> None:
    pushed(shop)
    closed(shop)
    shop.later(minutes=6)
    shop.hooks.heard(Hint(APP, "45", "d1"))
    shop.later(seconds=1)

    assert [step.what for step in shop.library.tables.request_steps] == [RequestAction.SHIP]


def test_a_place_that_cannot_be_read_is_said_to_admins_once_a_day(shop: Workshop) -> None:
    pushed(shop)
    for _ in range(2):
        shop.github.instead.append(TrackerRefusedError(TrackerRefusal.BAD_TOKEN))
        shop.later(minutes=6)
    shop.github.instead.append(TrackerAwayError("HTTP 502"))
    shop.later(minutes=6)

    [trouble] = shop.told(AnnouncementKind.TROUBLE)
    assert (trouble.to, dict(trouble.facts)) == (
        "U0ADA",
        {"what": "tracker", "place": "github:acme/app", "reason": "bad_token"},
    )


def test_an_issue_that_was_deleted_is_not_asked_for_again_and_again(shop: Workshop) -> None:
    pushed(shop)
    shop.hooks.heard(Hint(APP, "45", "d1"))
    shop.github.issues.clear()
    shop.later(seconds=1)
    shop.later(seconds=1)

    assert shop.github.calls.count("issue") == 1


def test_a_tracker_that_does_not_answer_is_asked_again_for_the_same(shop: Workshop) -> None:
    pushed(shop)
    shop.later(seconds=1)
    shop.hooks.heard(Hint(APP, "45", "d1"))
    shop.github.instead.append(TrackerAwayError("HTTP 502"))
    shop.later(seconds=1)
    asked = shop.link.asked_at
    shop.later(seconds=1)

    assert asked is not None
    assert shop.link.asked_at is None


def test_an_issue_that_is_removed_with_its_link_is_forgotten(shop: Workshop) -> None:
    pushed(shop)
    link = replace(shop.link, asked_at=shop.now)
    shop.library.tables.tracker_links.clear()
    shop.github.issues.clear()

    shop.watch.look_at([link])

    assert shop.library.tables.tracker_links == {}


def test_an_issue_of_a_tracker_that_was_taken_out_is_not_asked_for(shop: Workshop) -> None:
    pushed(shop)
    shop.later(seconds=1)
    elsewhere = replace(shop.link, place=TEAM)

    shop.watch.look_at([elsewhere, shop.link])

    assert shop.github.calls.count("issue") == 1


def test_another_replica_that_reads_a_place_is_enough(shop: Workshop) -> None:
    pushed(shop)
    shop.later(minutes=6)
    reads = shop.github.calls.count("changed")
    shop.watch.next_look.clear()
    shop.later(seconds=1)

    assert shop.github.calls.count("changed") == reads


def test_a_merged_requests_issue_moves_the_one_it_went_into(shop: Workshop) -> None:
    pushed(shop)
    shop.library.tables.requests[2] = replace(shop.request, id=2)
    shop.library.tables.requests[1] = replace(shop.request, state=RequestState.DUPLICATE, into=2)
    closed(shop)
    shop.later(minutes=6)

    assert shop.library.tables.requests[2].state is RequestState.SHIPPED
    assert {each.about for each in shop.told(AnnouncementKind.TRIAGE)} == {"request:1", "request:2"}


def test_a_merged_requests_issue_moves_nothing_where_there_is_an_own_one(shop: Workshop) -> None:
    pushed(shop)
    shop.library.tables.requests[2] = replace(shop.request, id=2)
    shop.push(request="2")
    shop.work.tick()
    shop.library.tables.requests[1] = replace(shop.request, state=RequestState.DUPLICATE, into=2)
    closed(shop)
    shop.later(minutes=6)

    assert shop.library.tables.requests[2].state is RequestState.NEW
    assert shop.link.state_name == "completed"


def test_once_it_is_over_no_call_is_begun(shop: Workshop) -> None:
    shop.push()
    shop.calls.stop()
    shop.work.tick()

    assert (shop.github.calls, shop.link.work.state) == ([], WorkState.NEW)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda desk: desk.offer(DANA, "1", NEW, today=BEGAN.date()), id="look"),
        pytest.param(lambda desk: desk.push(DANA, "1", NEW, today=BEGAN.date()), id="push"),
        pytest.param(lambda desk: desk.retry(DANA, "1"), id="try again"),
    ],
)
def test_who_does_not_decide_may_not(shop: Workshop, ask: Callable[[TrackerDesk], object]) -> None:
    with pytest.raises(NotAllowedError):
        ask(shop.desk)


@pytest.mark.parametrize("typed", ["9", "x"])
def test_a_link_that_is_gone_is_said(shop: Workshop, typed: str) -> None:
    with pytest.raises(RequestNotFoundError):
        shop.desk.retry(PRIYA, typed)
