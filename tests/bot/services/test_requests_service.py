"""What customers ask for, from the form to the card and to who tells the customer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeLibrary
from health_book import STANDING

from bot.blocks.request_words import telling_title
from bot.services.policies import Policies
from bot.services.product_areas import ProductAreas
from bot.services.requests import Requests
from bot.services.triage import Decision, Triage
from domain.accounts import Account, AccountStatus, Cover, Money
from domain.errors import NoProductAreaError, NotAllowedError, RequestNotFoundError, RequestStateError
from domain.feedback.answer import FeedbackRefused, Submitted
from domain.feedback.form import FeedbackField, FeedbackForm, FeedbackProblem
from domain.feedback.priority import Weight
from domain.feedback.request import (
    AccountThen,
    Asker,
    DeclineReason,
    Importance,
    ProductArea,
    Request,
    RequestState,
    Source,
)
from domain.feedback.states import RequestAction
from domain.outbox.announcement import AnnouncementKind, Manner
from domain.permissions import Member, Role
from domain.preferences import Preferences

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0MAX")
LIN = Member("U0LIN", "Lin", Role.CSM, manager="U0MAX", language="zh_Hans")
MAX = Member("U0MAX", "Max", Role.MANAGER)
PRIYA = Member("U0PRIYA", "Priya", Role.PRODUCT)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
FORM = FeedbackForm(title=" Export to Excel ", account="1", quote="We *copy* by hand", blocks_renewal=True)


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    tables = library.tables
    for member in (DANA, LIN, MAX, PRIYA, ADA):
        tables.members[member.slack_id] = member
    tables.accounts[1] = Account(1, "Acme", owner="U0DANA")
    tables.accounts[2] = Account(2, "云帆", owner="U0LIN", cover=Cover("U0MAX", None, None))
    tables.standings[1] = STANDING
    tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA")
    tables.areas[2] = ProductArea(2, "Access", "C0ACCESS", "U0PRIYA", is_default=True)
    return library


def requests(library: FakeLibrary) -> Requests:
    return Requests(library, lambda: NOW, "USD")


def triage(library: FakeLibrary) -> Triage:
    return Triage(library, lambda: NOW, "UTC", "USD", telling_title)


def submit(library: FakeLibrary, form: FeedbackForm = FORM, by: Member = DANA) -> Submitted:
    done = requests(library).submit(by, form, today=TODAY)
    assert isinstance(done, Submitted)
    return done


def decide(
    library: FakeLibrary, what: RequestAction, *, by: Member = PRIYA, seen: str = "1", **said: Any
) -> RequestState:
    changed = triage(library).decide(by, "1", Decision(what, **said), seen=seen, today=TODAY)
    return changed.look.request.state


def told(library: FakeLibrary, kind: AnnouncementKind) -> list[tuple[str, Manner]]:
    lines = (row.line.announcement for row in library.tables.outbox)
    return [(each.to, each.manner) for each in lines if each.kind is kind]


def test_a_request_is_recorded_with_its_voice_and_its_card(library: FakeLibrary) -> None:
    done = submit(library, replace(FORM, area="1"))

    assert (done.request.id, done.request.title, done.area.name, done.is_known) == (
        1,
        "Export to Excel",
        "Reports",
        False,
    )
    [voice] = library.tables.voices
    assert (voice.account, voice.quote, voice.importance, voice.blocks_renewal) == (
        1,
        "We *copy* by hand",
        Importance.IMPORTANT,
        True,
    )
    assert voice.then == AccountThen(
        Money(120_000_00, "USD"),
        STANDING.band,
        STANDING.stage,
        AccountStatus.LIVE,
        STANDING.renewal_on,
        "U0DANA",
    )
    assert told(library, AnnouncementKind.TRIAGE) == [("C0REPORTS", Manner.POST)]
    assert [(step.what, step.by) for step in library.tables.request_steps] == [(RequestAction.SUBMIT, "U0DANA")]


def test_what_nobody_assigned_goes_to_the_area_for_it(library: FakeLibrary) -> None:
    assert submit(library).area.name == "Access"

    library.tables.areas[2] = replace(library.tables.areas[2], is_default=False)

    assert submit(library, replace(FORM, title="Other")).area.name == "Access"


@pytest.mark.parametrize(
    ("form", "asker", "account", "name"),
    [
        pytest.param(
            replace(FORM, asker="prospect", prospect="Lead & Co"), Asker.PROSPECT, None, "Lead & Co", id="lead"
        ),
        pytest.param(replace(FORM, asker="internal"), Asker.INTERNAL, None, "", id="one of us"),
        pytest.param(replace(FORM, asker="??", importance="??"), Asker.ACCOUNT, 1, "", id="what is not known"),
        pytest.param(replace(FORM, account="2"), Asker.ACCOUNT, 2, "", id="an account without a score"),
    ],
)
def test_whoever_asks_is_kept(
    library: FakeLibrary, form: FeedbackForm, asker: Asker, account: int | None, name: str
) -> None:
    submit(library, form)

    [voice] = library.tables.voices
    assert (voice.asker, voice.account, voice.name) == (asker, account, name)


def test_the_same_message_is_one_request(library: FakeLibrary) -> None:
    form = replace(FORM, source=Source("C1", "17.5"))
    submit(library, form)

    again = submit(library, replace(form, title="Something else"), by=LIN)

    assert (again.request.id, again.is_known, len(library.tables.voices)) == (1, True, 1)


def test_a_form_that_lacks_something_writes_nothing(library: FakeLibrary) -> None:
    done = requests(library).submit(DANA, FeedbackForm(), today=TODAY)

    assert done == FeedbackRefused(
        {FeedbackField.TITLE: FeedbackProblem.EMPTY, FeedbackField.ACCOUNT: FeedbackProblem.NO_ACCOUNT}
    )
    assert library.tables.requests == {}


def test_without_an_area_it_is_said_who_can_make_one(library: FakeLibrary) -> None:
    library.tables.areas.clear()

    with pytest.raises(NoProductAreaError) as error:
        requests(library).offer(DANA, FORM, today=TODAY)

    assert error.value.admins == ("U0ADA",)


def test_the_form_offers_areas_and_knows_the_account(library: FakeLibrary) -> None:
    offer = requests(library).offer(DANA, FORM, today=TODAY)
    bare = requests(library).offer(DANA, FeedbackForm(), today=TODAY)

    assert ([area.name for area in offer.areas], offer.account, bare.account) == (["Access", "Reports"], "Acme", None)


def test_a_card_is_told_with_everybodys_words(library: FakeLibrary) -> None:
    submit(library)

    look = requests(library).told(1, today=TODAY)

    assert look is not None
    assert ([voice.quote for voice in look.voices], [voice.name for voice in look.asking]) == (
        ["We *copy* by hand"],
        ["Acme"],
    )
    assert requests(library).told(9, today=TODAY) is None


def test_whoever_brought_it_in_hears_what_becomes_of_it(library: FakeLibrary) -> None:
    submit(library)

    states = [
        decide(library, RequestAction.TAKE),
        decide(library, RequestAction.ASK, seen="2", note="Which sheets?"),
        decide(library, RequestAction.ACCEPT, seen="3", note="Q4"),
        decide(library, RequestAction.START, seen="4"),
        decide(library, RequestAction.SHIP, seen="5", note="Behind Export"),
    ]

    assert states == ["under_review", "needs_detail", "planned", "in_progress", "shipped"]
    request = library.tables.requests[1]
    assert (request.owner, request.target, request.decided_at) == ("U0PRIYA", "Q4", NOW)
    assert told(library, AnnouncementKind.REQUEST_NEWS) == [("U0DANA", Manner.POST)] * 3
    card, below = ("C0ACCESS", Manner.EDIT), ("C0ACCESS", Manner.REPLY)
    assert told(library, AnnouncementKind.TRIAGE)[1:] == [card, *[card, below] * 4]


def test_declining_keeps_its_reason_and_its_words(library: FakeLibrary) -> None:
    submit(library)

    decide(library, RequestAction.DECLINE, note=" Few need it ", reason=DeclineReason.TOO_FEW)

    request = library.tables.requests[1]
    assert (request.state, request.reason, request.words) == (
        RequestState.DECLINED,
        DeclineReason.TOO_FEW,
        "Few need it",
    )


def test_each_accounts_owner_has_to_tell_it(library: FakeLibrary) -> None:
    submit(library)
    for account in ("2", "1"):
        voice = replace(library.tables.voices[0], account=int(account))
        library.tables.voices.append(replace(voice, id=9))
    library.tables.preferences["U0DANA"] = Preferences(away_until=TODAY)

    decide(library, RequestAction.SHIP)

    tasks = [(task.assignee, task.title, task.account, task.due_on) for task in library.tables.tasks.values()]
    assert tasks == [
        ("U0MAX", "Tell Acme that #1 is there: Export to Excel", 1, TODAY + timedelta(days=3)),
        ("U0LIN", "告诉 云帆：#1 已上线：Export to Excel", 2, TODAY + timedelta(days=3)),
    ]


def test_of_an_account_without_anybody_the_one_who_decided_tells(library: FakeLibrary) -> None:
    submit(library)
    library.tables.accounts[1] = replace(library.tables.accounts[1], owner=None)
    del library.tables.members["U0ADA"]

    decide(library, RequestAction.DECLINE, reason=DeclineReason.OTHER, note="no")

    assert [(task.assignee, task.title) for task in library.tables.tasks.values()] == [
        ("U0PRIYA", "Tell Acme why #1 will not come: Export to Excel")
    ]


def test_who_brought_it_in_and_decides_needs_no_news(library: FakeLibrary) -> None:
    submit(library, by=PRIYA)

    decide(library, RequestAction.ACCEPT)

    assert told(library, AnnouncementKind.REQUEST_NEWS) == []


def test_of_two_at_once_the_second_hears_who_was_first(library: FakeLibrary) -> None:
    submit(library)
    decide(library, RequestAction.ACCEPT, by=ADA)

    late = triage(library).decide(PRIYA, "#1", Decision(RequestAction.DECLINE), seen="1", today=TODAY)

    assert (late.was_first, library.tables.requests[1].state) == ("U0ADA", RequestState.PLANNED)


def test_what_has_no_place_is_refused(library: FakeLibrary) -> None:
    submit(library)

    with pytest.raises(RequestStateError):
        decide(library, RequestAction.START)
    with pytest.raises(RequestNotFoundError):
        triage(library).look(PRIYA, "9", today=TODAY)
    with pytest.raises(RequestNotFoundError):
        triage(library).look(PRIYA, "x", today=TODAY)
    assert triage(library).look(PRIYA, "1", today=TODAY).request.id == 1


def test_who_does_not_decide_may_not(library: FakeLibrary) -> None:
    submit(library)

    with pytest.raises(NotAllowedError):
        decide(library, RequestAction.ACCEPT, by=DANA)
    with pytest.raises(NotAllowedError):
        ProductAreas(library, lambda: NOW).listed(PRIYA)


def test_admins_say_where_requests_go(library: FakeLibrary) -> None:
    library.tables.areas.clear()

    first = ProductAreas(library, lambda: NOW).save(ADA, ProductArea(0, "Reports", "C1", "U0PRIYA"))
    second = ProductAreas(library, lambda: NOW).save(ADA, ProductArea(0, "Access", "C2", "U0PRIYA"))

    assert (first.is_default, second.is_default) == (True, False)
    assert ProductAreas(library, lambda: NOW).listed(ADA) == [second, first]
    assert [entry.action for entry in library.tables.audit] == ["requests.area", "requests.area"]


def test_what_asks_for_the_same_is_named(library: FakeLibrary) -> None:
    desk = requests(library)
    for title in ("Export the audit log to Excel", "Dark mode", "Export the audit log as an Excel file"):
        done = desk.submit(DANA, replace(FORM, title=title), today=TODAY)
    assert isinstance(done, Submitted)

    look = desk.told(1, today=TODAY)

    assert look is not None
    assert ([each.request.id for each in done.similar], [each.request.id for each in look.similar]) == ([1], [3])


def test_a_book_of_many_requests_is_taken_in_at_once(library: FakeLibrary) -> None:
    for number in range(1, 251):
        library.tables.requests[number] = Request(number, f"Wish number {number}", "", 1, "U1", NOW)
    library.tables.requests[251] = Request(251, "Export the audit log", "", 1, "U1", NOW)
    desk = requests(library)

    done = desk.submit(DANA, replace(FORM, title="Export the audit log, please"), today=TODAY)

    assert isinstance(done, Submitted)
    assert [each.request.id for each in done.similar] == [251]


def test_publishing_another_formula_changes_what_requests_weigh(library: FakeLibrary) -> None:
    submit(library)
    shipped = (Path(__file__).parents[3] / "policy.toml").read_text(encoding="utf-8")
    policies = Policies(library, lambda: NOW)
    policies.publish(shipped[: shipped.index("[priority]")], by="U0ADA")
    before = requests(library).told(1, today=TODAY)
    policies.publish(shipped.replace("blocks = 3 ", "blocks = 30 "), by="U0ADA")

    after = requests(library).told(1, today=TODAY)

    assert before is not None
    assert after is not None
    assert (before.formula, before.priority.parts[Weight.BLOCKS]) == (1, 3)
    assert (after.formula, after.priority.parts[Weight.BLOCKS]) == (2, 30)
    assert after.priority.points == before.priority.points + 27
