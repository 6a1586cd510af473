from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from health_book import NOW, TODAY
from shelves import Shelf

from domain.feeds import Feed
from domain.job_states import JobState
from domain.permissions import BookScope, Member, Role
from domain.ports import AuditEntry, PublishedPolicy
from domain.records import RecordKind

ADA = Member("U1", "Ada", Role.ADMIN, None, "ada@example.com", "en-US", "Europe/Berlin", "en")
WEI = Member("U2", "Wei", Role.CSM, manager="U1", language="zh_Hans")


def test_members_come_back_by_name(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        book.members.save(WEI)
        book.members.save(ADA)

    with shelf.library.reading() as book:
        assert list(book.members.all()) == [ADA, WEI]
        assert (book.members.by_slack_id("U2"), book.members.by_slack_id("U3")) == (WEI, None)


def test_saving_a_member_again_changes_the_member(shelf: Shelf) -> None:
    promoted = Member("U2", "Wei", Role.MANAGER)
    with shelf.library.writing() as book:
        book.members.save(WEI)
        book.members.save(promoted)

    with shelf.library.reading() as book:
        assert list(book.members.all()) == [promoted]


def test_what_a_role_may_see_is_no_members_own(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        book.members.save(replace(WEI, sees=BookScope.OWN))

    with shelf.library.reading() as book:
        assert book.members.by_slack_id("U2") == WEI


def test_removing_a_member_twice_is_removing_once(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        book.members.save(ADA)
        book.members.remove("U1")
        book.members.remove("U1")

    with shelf.library.reading() as book:
        assert list(book.members.all()) == []


def test_a_feed_remembers_its_last_success(shelf: Shelf) -> None:
    later = NOW + timedelta(days=1)
    with shelf.library.writing() as book:
        book.feeds.record_success("files:usage", [RecordKind.USAGE], at=NOW)
        book.feeds.record_success("crm", [RecordKind.CONTACT, RecordKind.ACCOUNT], at=NOW)
        book.feeds.record_success("files:usage", [RecordKind.USAGE], at=later)

    with shelf.library.reading() as book:
        assert list(book.feeds.all()) == [
            Feed("crm", (RecordKind.ACCOUNT, RecordKind.CONTACT), NOW, NOW),
            Feed("files:usage", (RecordKind.USAGE,), later, later),
        ]


def test_the_audit_is_read_newest_first(shelf: Shelf) -> None:
    entries = [
        AuditEntry(NOW, "U1", "member.added", "U2", None, "csm", "cli"),
        AuditEntry(NOW, "U2", "health.shared", "1", origin="slack"),
        AuditEntry(NOW, "U1", "member.removed", "U2", "csm", None),
    ]
    with shelf.library.writing() as book:
        for entry in entries:
            book.audit.record(entry)

    with shelf.library.reading() as book:
        assert list(book.audit.entries()) == entries[::-1]
        assert list(book.audit.entries(limit=1)) == entries[2:]
        assert list(book.audit.entries(action="health.shared")) == [entries[1]]


def test_the_same_policy_again_is_no_new_version(shelf: Shelf) -> None:
    first = PublishedPolicy(1, "a = 1", NOW, "U1")
    second = PublishedPolicy(2, "a = 2", NOW, "U2")
    with shelf.library.writing() as book:
        assert book.policies.current() is None
        assert book.policies.publish("a = 1", by="U1", at=NOW) == first
        assert book.policies.publish("a = 1", by="U2", at=NOW) == first
        assert book.policies.publish("a = 2", by="U2", at=NOW) == second

    with shelf.library.reading() as book:
        assert (book.policies.current(), book.policies.version(1)) == (second, first)
        assert book.policies.version(3) is None


def test_an_older_policy_may_be_published_anew(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        for text in ("a = 1", "a = 2", "a = 1"):
            book.policies.publish(text, by="U1", at=NOW)

    with shelf.library.reading() as book:
        assert book.policies.current() == PublishedPolicy(3, "a = 1", NOW, "U1")


@pytest.mark.parametrize(
    ("seconds", "begins"),
    [
        pytest.param(59, False, id="the one who began has a minute"),
        pytest.param(60, True, id="then it is taken over"),
    ],
)
def test_an_event_is_begun_by_one(shelf: Shelf, seconds: int, *, begins: bool) -> None:
    with shelf.library.writing() as book:
        assert book.seen_events.begin("Ev1", now=NOW)

    with shelf.library.writing() as book:
        assert book.seen_events.begin("Ev1", now=NOW + timedelta(seconds=seconds)) is begins


def test_an_event_that_is_done_is_never_begun_again(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        book.seen_events.begin("Ev1", now=NOW)
        book.seen_events.finish("Ev1")

        assert not book.seen_events.begin("Ev1", now=NOW + timedelta(days=1))


def test_old_events_are_swept(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        book.seen_events.begin("Ev1", now=NOW - timedelta(days=2))
        book.seen_events.begin("Ev2", now=NOW)

        assert book.seen_events.sweep(older_than=NOW - timedelta(days=1)) == 1
        assert book.seen_events.begin("Ev1", now=NOW)
        assert not book.seen_events.begin("Ev2", now=NOW)


def test_a_run_belongs_to_one_for_each_local_day(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        assert book.job_runs.claim("score", TODAY, now=NOW)
        assert not book.job_runs.claim("score", TODAY, now=NOW)
        assert book.job_runs.claim("score", TODAY + timedelta(days=1), now=NOW)
        assert book.job_runs.claim("digest", TODAY, now=NOW)


def test_a_run_that_never_finished_is_given_again_after_half_an_hour(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        book.job_runs.claim("score", TODAY, now=NOW)

        assert not book.job_runs.claim("score", TODAY, now=NOW + timedelta(minutes=29))
        assert book.job_runs.claim("score", TODAY, now=NOW + timedelta(minutes=30))


def test_a_finished_run_is_never_given_again(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        book.job_runs.claim("score", TODAY, now=NOW)
        book.job_runs.finish("score", TODAY, now=NOW)

        assert not book.job_runs.claim("score", TODAY, now=NOW + timedelta(days=1))


def test_the_latest_finished_day_is_known(shelf: Shelf) -> None:
    days = [date(2026, 8, 31), date(2026, 8, 30)]
    with shelf.library.writing() as book:
        assert book.job_runs.last_finished("score") is None
        for day in days:
            book.job_runs.claim("score", day, now=NOW)
            book.job_runs.finish("score", day, now=NOW)
        book.job_runs.claim("score", TODAY, now=NOW)

        assert book.job_runs.last_finished("score") == days[0]


def test_a_failed_transaction_leaves_no_trace(shelf: Shelf) -> None:
    with pytest.raises(ZeroDivisionError):
        _save_and_fail(shelf)

    with shelf.library.reading() as book:
        assert list(book.members.all()) == []


def _save_and_fail(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        book.members.save(ADA)
        raise ZeroDivisionError


def test_the_last_run_of_a_job_is_known(shelf: Shelf) -> None:
    second = timedelta(seconds=1)
    first = JobState("score", NOW, NOW + second)
    failed = JobState("score", NOW + second, NOW + 2 * second, "OSError", NOW + second)
    slow = JobState("score", NOW, NOW + 9 * second)
    with shelf.library.writing() as book:
        assert book.job_states.of("score") is None
        for state in (first, failed, slow, JobState("digest", NOW, NOW)):
            book.job_states.note(state)

    with shelf.library.reading() as book:
        assert book.job_states.of("score") == failed
        assert list(book.job_states.all()) == [JobState("digest", NOW, NOW), failed]
