from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from health_book import NOW, STANDING, TODAY, standing
from renewal_samples import renewal
from shelves import Shelf

from domain.accounts import Account, AccountStatus, Money
from domain.alerts.alert import Alert, AlertState, AlertStep, DismissReason, StepKind
from domain.alerts.answer import AlertLook
from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.alerts.ports import AlertPage
from domain.alerts.watching import Held, Look
from domain.health.model import Band
from domain.renewals.renewal import Outcome, OutcomeKind

DAY = timedelta(days=1)
RAISED = Alert(
    id=0,
    kind=AlertKind.DETRACTOR,
    account=1,
    key="a1",
    severity=Severity.HIGH,
    since=TODAY,
    raised_at=NOW,
    to="U1",
    way=AlertWay.MESSAGE,
    once="1:detractor",
    told_on=TODAY,
    instead_of="U2",
    facts={"score": 3, "words": "太慢 & *slow*", "person": ""},
    arr=Money(120_000_00, "USD"),
    renews_on=TODAY + 90 * DAY,
)


def put(shelf: Shelf, number: int, **said: Any) -> Alert:
    with shelf.library.writing() as book:
        raised = book.alerts.raise_alert(replace(RAISED, once=f"once {number}", **said))
    assert raised is not None
    return raised


def test_an_account_is_looked_at_once_for_each_score(shelf: Shelf) -> None:
    for number, status in ((1, AccountStatus.LIVE), (2, AccountStatus.LIVE), (3, AccountStatus.CHURNED)):
        shelf.put(Account(number, f"Acme {number}", status))
        shelf.put_standing(standing(number))
    look = Look(1, Band.RED, {AlertKind.DROP: Held("k", TODAY, 4, waits=True), AlertKind.SILENCE: Held("", TODAY)})

    with shelf.library.writing() as book:
        first = list(book.alerts.claim_looks(after=0, most=1))
        rest = list(book.alerts.claim_looks(after=1, most=10))
        book.alerts.keep_looks([look, Look(2)])
        none = list(book.alerts.claim_looks(after=0, most=10))

    assert (first, rest, none) == ([Look(1, is_first=True)], [Look(2, is_first=True)], [])


def test_the_last_look_is_given_back_with_the_next_score(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    shelf.put_standing(STANDING)
    look = Look(1, Band.RED, {AlertKind.DROP: Held("k", TODAY, 4, waits=True), AlertKind.SILENCE: Held("", TODAY)})
    with shelf.library.writing() as book:
        book.alerts.claim_looks(after=0, most=10)
        book.alerts.keep_looks([look])
        book.alerts.keep_looks([])
    shelf.score_again(1, NOW + DAY)

    with shelf.library.writing() as book:
        assert list(book.alerts.claim_looks(after=0, most=10)) == [look]


def test_that_a_rule_held_can_be_forgotten(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    shelf.put_standing(standing(1))
    silent = {AlertKind.SILENCE: Held("", TODAY)}

    with shelf.library.writing() as book:
        book.alerts.claim_looks(after=0, most=1)
        book.alerts.keep_looks([Look(1, Band.RED, silent | {AlertKind.DROP: Held("", TODAY, 4)})])
        book.alerts.forget(1, AlertKind.DROP)
        book.alerts.forget(2, AlertKind.DROP)
    shelf.score_again(1, NOW + DAY)
    with shelf.library.writing() as book:
        assert list(book.alerts.claim_looks(after=0, most=1)) == [Look(1, Band.RED, silent)]


def test_evidence_is_of_live_accounts_with_their_facts(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme", owner="U1"))
    shelf.put(Account(2, "Gone", AccountStatus.CHURNED))
    shelf.put_standing(STANDING)

    with shelf.library.reading() as book:
        [found] = book.alerts.evidence([1, 2, 9], today=TODAY)

    assert (found.account.account, found.account.owner, found.account.shown) == (1, "U1", 62)


def test_an_alert_is_raised_once_and_read_as_it_was_written(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    with shelf.library.writing() as book:
        raised = book.alerts.raise_alert(RAISED)
        again = book.alerts.raise_alert(RAISED)

    assert raised is not None
    assert again is None
    with shelf.library.reading() as book:
        assert book.alerts.of(raised.id) == replace(RAISED, id=raised.id)
        assert book.alerts.latest(1, AlertKind.DETRACTOR) == raised
        assert book.alerts.latest(1, AlertKind.DROP) is None
        assert book.alerts.of(99) is None


def test_what_became_of_it_is_kept(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    raised = put(shelf, 1)
    over = replace(
        raised,
        state=AlertState.DISMISSED,
        taken_by="U3",
        taken_at=NOW,
        acted_at=NOW + DAY,
        news_at=NOW + 2 * DAY,
        snoozed_until=TODAY,
        closed_at=NOW + DAY,
        closed_by="U4",
        reason=DismissReason.KNOWN,
        note="seit Mai",
    )

    with shelf.library.writing() as book:
        assert book.alerts.of_to_change(raised.id) == raised
        book.alerts.save(over)
        book.alerts.step(AlertStep(raised.id, NOW, StepKind.RAISED))
        book.alerts.step(AlertStep(raised.id, NOW + DAY, StepKind.DISMISSED, "U4", "seit Mai"))

    with shelf.library.reading() as book:
        assert book.alerts.of(raised.id) == over
        assert list(book.alerts.steps(raised.id)) == [
            AlertStep(raised.id, NOW, StepKind.RAISED),
            AlertStep(raised.id, NOW + DAY, StepKind.DISMISSED, "U4", "seit Mai"),
        ]
        assert list(book.alerts.live_of(1)) == []


def test_messages_of_a_day_are_counted(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    put(shelf, 1)
    put(shelf, 2)
    put(shelf, 3, way=AlertWay.DIGEST)
    put(shelf, 4, told_on=TODAY - DAY)
    put(shelf, 5, to="U2")

    with shelf.library.reading() as book:
        assert book.alerts.told_on("U1", TODAY) == 2


def test_a_list_shows_the_gravest_first_and_what_sleeps_last(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    low = put(shelf, 1, severity=Severity.LOW)
    high = put(shelf, 2)
    newer = put(shelf, 3)
    asleep = put(shelf, 4, severity=Severity.CRITICAL, snoozed_until=TODAY + DAY)
    other = put(shelf, 5, to="U2")
    put(shelf, 6, closed_at=NOW, state=AlertState.RESOLVED)

    with shelf.library.reading() as book:
        mine = book.alerts.page(["U1"], offset=0, limit=3)
        rest = book.alerts.page(["U1"], offset=3, limit=3)
        everybody = book.alerts.page(None, offset=0, limit=1)

    assert (mine.alerts, mine.total) == ((newer, high, low), 4)
    assert rest.alerts == (asleep,)
    assert (everybody.alerts, everybody.total) == ((other,), 5)


def test_who_took_it_up_has_it_in_their_list_as_well(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    given = put(shelf, 1, to="U1", state=AlertState.TAKEN, taken_by="U2", taken_at=NOW)
    put(shelf, 2, to="U3")

    with shelf.library.reading() as book:
        pages = [book.alerts.page([person], offset=0, limit=5) for person in ("U1", "U2")]

    assert pages == [AlertPage((given,), 1)] * 2


def test_a_digest_brings_what_waits_for_it(shelf: Shelf) -> None:
    for number in (1, 2):
        shelf.put(Account(number, f"Acme {number}"))
    quiet = {"way": AlertWay.DIGEST}
    first, second = put(shelf, 1, **quiet), put(shelf, 2, account=2, **quiet)
    put(shelf, 3)
    put(shelf, 4, raised_at=NOW - 2 * DAY, **quiet)
    put(shelf, 5, state=AlertState.TAKEN, **quiet)
    put(shelf, 6, snoozed_until=TODAY, **quiet)
    put(shelf, 7, state=AlertState.RESOLVED, closed_at=NOW, **quiet)
    put(shelf, 8, account=None, **quiet)
    back = put(shelf, 9, account=2, raised_at=NOW - 5 * DAY, news_at=NOW, **quiet)

    with shelf.library.reading() as book:
        assert dict(book.alerts.for_digest(since=NOW - DAY)) == {1: [first], 2: [second, back]}


def test_alerts_are_found_by_what_ends_or_wakes_them(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    shelf.put(Account(2, "Gone", AccountStatus.CHURNED))
    live = put(shelf, 1)
    gone = put(shelf, 2, account=2)
    feed = put(shelf, 3, account=None, kind=AlertKind.FEED_STOPPED)
    woken = put(shelf, 4, snoozed_until=TODAY)
    asleep = put(shelf, 5, snoozed_until=TODAY + DAY)

    with shelf.library.writing() as book:
        assert list(book.alerts.live_of(1)) == [live, woken, asleep]
        assert list(book.alerts.of_gone_accounts()) == [gone]
        assert list(book.alerts.of_feeds()) == [feed]
        assert list(book.alerts.woken(today=TODAY)) == [woken]


def test_an_alert_is_shown_with_its_account(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme", owner="U1"))
    shelf.put(Account(2, "New"))
    shelf.put_standing(STANDING)
    alerts = [put(shelf, 1), put(shelf, 2, account=2), put(shelf, 3, account=None)]

    with shelf.library.reading() as book:
        looks = book.alerts.looks(alerts)

    assert list(looks) == [
        AlertLook(alerts[0], "Acme", STANDING.pulls_down, "U1"),
        AlertLook(alerts[1], "New"),
        AlertLook(alerts[2], None),
    ]


def test_past_alerts_know_what_the_next_renewal_became(shelf: Shelf) -> None:
    for number in (1, 2):
        shelf.put(Account(number, f"Acme {number}"))
    ended = Outcome(OutcomeKind.LOST, TODAY, None, "U1", NOW)
    before = replace(ended, kind=OutcomeKind.RENEWED, resolved_on=TODAY - DAY)
    for number, outcome in enumerate((before, ended, None), start=1):
        shelf.renew(renewal(1, contract=None, due_on=TODAY + number * DAY, outcome=outcome))
    put(shelf, 1, state=AlertState.TAKEN, taken_at=NOW, acted_at=NOW - DAY)
    put(shelf, 2, account=2)
    put(shelf, 3, account=None)
    put(shelf, 4, raised_at=NOW - 99 * DAY)

    with shelf.library.reading() as book:
        past = book.alerts.past(since=NOW - 90 * DAY)

    assert [(each.state, each.taken_at, each.acted_at, each.became) for each in past] == [
        (AlertState.TAKEN, NOW, NOW - DAY, OutcomeKind.LOST),
        (AlertState.OPEN, None, None, None),
        (AlertState.OPEN, None, None, None),
    ]
