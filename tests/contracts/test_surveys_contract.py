"""Answers to surveys, the same in memory and on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from health_book import NOW, TODAY
from people_desk import KIM
from shelves import Shelf

from domain.accounts import Account, AccountStatus, Tier
from domain.surveys.answer import SurveyAnswer
from domain.surveys.ports import AskedPerson, Voice
from domain.surveys.sent import Sent

FIRST = TODAY - timedelta(days=364)
NINE = SurveyAnswer(1, "slack:V1", "nps", Decimal(9), TODAY, "谈得*好*", 1, 10, "U1")
SENT = Sent("typeform", "r1", "nps", TODAY, Decimal("6.5"), 10, "Meh", "Nobody & Co", "who@else.example")
ASKED = Sent("typeform", "a1", "nps", TODAY, email="kim@acme.example")


@pytest.fixture
def book(shelf: Shelf) -> Shelf:
    for number, owner in ((1, "U1"), (2, "U2")):
        shelf.put(Account(number, f"Acme {number}", owner=owner, segment="Retail", tier=Tier.HIGH))
    shelf.put(Account(3, "Gone", status=AccountStatus.CHURNED))
    with shelf.library.writing() as book:
        book.people.add(replace(KIM, id=0), now=NOW)
    return shelf


def test_an_answer_is_kept_once_and_the_second_of_two_changes_writes_nothing(book: Shelf) -> None:
    with book.library.writing() as writing:
        added = [writing.surveys.add(each, now=NOW) for each in (NINE, NINE)]
    one = replace(NINE, id=1, learnt_at=NOW)
    assert added == [one, None]
    changed = replace(one, score=Decimal(3), words="", contact=None, changed_by="U2", changed_at=NOW)

    with book.library.writing() as writing:
        kept = [writing.surveys.save(each, now=NOW) for each in (changed, replace(one, words="mine"))]
        removed = writing.surveys.remove(one, now=NOW)

    assert (kept, removed) == ([True, False], False)
    with book.library.reading() as reading:
        assert reading.surveys.of(1) == replace(changed, version=2)
        assert reading.surveys.called(1, "slack:V1") == replace(changed, version=2)
        assert (reading.surveys.of(9), reading.surveys.called(2, "slack:V1")) == (None, None)
    with book.library.writing() as writing:
        assert writing.surveys.remove(replace(changed, version=2), now=NOW)


def test_the_latest_answer_of_each_person_counts_in_the_days_and_books_asked_for(book: Shelf) -> None:
    for key, account, score, days, contact in (
        ("a", 1, 2, 30, 1),
        ("b", 1, 9, 10, 1),
        ("c", 1, 5, 5, None),
        ("d", 1, 6, 5, None),
        ("e", 1, 8, -1, 1),
        ("f", 2, 7, 364, None),
        ("g", 2, 7, 365, None),
        ("h", 3, 7, 1, None),
    ):
        book.answer(account, key, "nps", Decimal(score), TODAY - timedelta(days=days), contact)
    book.answer(1, "i", "csat", Decimal(1), TODAY, 1)

    with book.library.reading() as reading:
        everybody = reading.surveys.voices("nps", None, first=FIRST, last=TODAY, today=TODAY)
        own = reading.surveys.voices("nps", ("U2",), first=FIRST, last=TODAY, today=TODAY)

    assert [(each.account, int(each.score), each.person) for each in everybody] == [
        (1, 6, ""),
        (1, 5, ""),
        (1, 9, "Kim"),
        (2, 7, ""),
    ]
    assert everybody[2] == Voice(
        2, 1, "Acme 1", "U1", Tier.HIGH, "Retail", 1, "Kim", Decimal(9), TODAY - timedelta(days=10)
    )
    assert own == everybody[3:]


def test_who_was_asked_is_there_once_with_the_last_day(book: Shelf) -> None:
    before = TODAY - timedelta(days=9)
    with book.library.writing() as writing:
        said = [
            writing.surveys.ask(1, ASKED, 1, on=before, now=NOW),
            writing.surveys.ask(1, ASKED, 1, on=TODAY, now=NOW),
            writing.surveys.ask(1, replace(ASKED, key="a2"), 1, on=TODAY, now=NOW),
            writing.surveys.ask(2, ASKED, None, on=before, now=NOW),
            writing.surveys.ask(2, replace(ASKED, key="a3", survey="csat"), None, on=TODAY, now=NOW),
            writing.surveys.ask(3, ASKED, None, on=TODAY, now=NOW),
        ]

    with book.library.reading() as reading:
        everybody = reading.surveys.asked("nps", None, first=FIRST, last=TODAY, today=TODAY)
        own = reading.surveys.asked("nps", ("U1",), first=FIRST, last=TODAY, today=TODAY)

    assert said == [True, False, True, True, True, True]
    kim = AskedPerson(1, "Acme 1", 1, "Kim", TODAY)
    assert everybody == [AskedPerson(2, "Acme 2", None, "", before), kim]
    assert own == [kim]


def test_people_are_found_by_their_address(book: Shelf) -> None:
    with book.library.writing() as writing:
        writing.people.add(replace(KIM, id=0, account=2), now=NOW)
        found = writing.surveys.contacts_with("KIM@acme.example")
        assert (found, writing.surveys.contacts_with("who@else.example")) == ([(1, 1), (2, 2)], [])


def test_what_belongs_to_nobody_known_waits_until_it_is_dropped(book: Shelf) -> None:
    with book.library.writing() as writing:
        kept = [writing.surveys.keep_stray(each, now=NOW) for each in (SENT, SENT, replace(ASKED, key="r2"))]

    with book.library.reading() as reading:
        listed, total = reading.surveys.strays(limit=1)
        assert (kept, total, [each.sent for each in listed]) == ([True, False, True], 2, [SENT])
        assert reading.surveys.stray(listed[0].id) == listed[0]
    with book.library.writing() as writing:
        assert [writing.surveys.drop_stray(listed[0].id), writing.surveys.drop_stray(listed[0].id)] == [True, False]
        assert writing.surveys.stray(listed[0].id) is None


def test_what_has_its_account_waits_for_none_any_more_whatever_has_the_same_number(book: Shelf) -> None:
    asked = replace(ASKED, key=SENT.key)
    with book.library.writing() as writing:
        for each in (SENT, asked):
            writing.surveys.keep_stray(each, now=NOW)
        before = [writing.surveys.has_found(each) for each in (SENT, asked)]
        both = writing.surveys.strays(limit=9)[1]
        kept = SurveyAnswer(1, f"{SENT.source}:{SENT.key}", "nps", Decimal(9), TODAY, scale=10)
        writing.surveys.add(kept, now=NOW)
        writing.surveys.ask(2, asked, None, on=TODAY, now=NOW)
        after = [writing.surveys.has_found(each) for each in (SENT, asked)]
        writing.surveys.found(SENT)

        assert (before, both, after) == ([False, False], 2, [True, True])
        assert [each.sent for each in writing.surveys.strays(limit=9)[0]] == [asked]
