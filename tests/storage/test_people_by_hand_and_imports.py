"""A file that says what it said before does not write over what a person changed by hand; one that says more does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from people_desk import DANA, FORM, NOW, TODAY
from scoring_samples import add, add_account

from bot.services.people_changes import PeopleChanges
from domain.accounts import ContactRole
from domain.errors import ContactStandsError
from domain.imports import SheetBatch
from domain.people.answer import PersonKept
from domain.people.contact import Contact
from domain.people.form import LeftForm, PersonForm
from domain.records import AccountRef, Record, RecordKind, Verdict
from storage.imports.book import SqlImports
from storage.library import SqlLibrary
from storage.tables import AccountWordRow

SAID = {"external_id": "crm-1", "name": "Kim", "email": "kim@acme.example", "title": "Head of IT", "role": "champion"}


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    """An account whose champion came by a file."""
    with library.writing() as writing:
        writing.members.save(DANA)
    add_account(library, 1, owner="U0DANA")
    add(library, AccountWordRow, {"account": 1, "kind": "name", "word": "Account 1"})
    bring(library, SAID)
    return library


def bring(library: SqlLibrary, *rows: dict[str, Any]) -> tuple[int, list[Verdict]]:
    records = [
        Record(RecordKind.CONTACT, AccountRef(name="Account 1"), said, number) for number, said in enumerate(rows)
    ]
    with SqlImports(library).importing(by="ops", at=NOW) as importing:
        outcome = importing.take(SheetBatch(records))
        run = importing.finish({str(rows): "people.csv"}, {}, [RecordKind.CONTACT])
    return run.id, [verdict for verdict, count in outcome.counts.items() for _ in range(count)]


def changes(library: SqlLibrary) -> PeopleChanges:
    return PeopleChanges(library, lambda: NOW, lambda _: None)


def people(library: SqlLibrary) -> list[Contact]:
    with library.reading() as book:
        return list(book.people.of_account(1))


def edit(library: SqlLibrary, **said: str) -> None:
    [kim] = people(library)
    form = replace(PersonForm("Kim", "kim@acme.example", "Head of IT", "champion"), **said)
    done = changes(library).edit(DANA, f"1 {kim.version}", form, today=TODAY)
    assert isinstance(done, PersonKept)


def test_the_same_file_again_leaves_what_was_changed_by_hand(book: SqlLibrary) -> None:
    edit(book, title="CIO", role="decision_maker", name="Kimberly", email="kimberly@acme.example")
    changes(book).left(DANA, "1 2", LeftForm(TODAY.isoformat()), today=TODAY)

    _, verdicts = bring(book, SAID | {"left_on": None})

    [kim] = people(book)
    assert verdicts == [Verdict.UNCHANGED]
    assert (kim.name, kim.title, kim.role, kim.left_on) == ("Kimberly", "CIO", ContactRole.DECISION_MAKER, TODAY)


def test_what_the_source_says_anew_wins_and_is_shown(book: SqlLibrary) -> None:
    edit(book, title="CIO", role="decision_maker")

    run, verdicts = bring(book, SAID | {"title": "CTO"})
    [kim] = people(book)
    assert verdicts == [Verdict.CHANGED]
    assert (kim.title, kim.role, kim.by_hand) == ("CTO", ContactRole.DECISION_MAKER, {"role": "champion"})
    assert (kim.changed_by, kim.version) == (None, 3)

    with SqlImports(book).importing(by="ops", at=NOW) as importing:
        importing.undo(run)
    [kim] = people(book)
    assert (kim.title, kim.by_hand) == ("CIO", {"title": "Head of IT", "role": "champion"})
    assert kim.changed_by == "U0DANA"


def test_who_was_added_by_hand_is_found_again_by_a_file_and_stays_as_said(book: SqlLibrary) -> None:
    changes(book).add(DANA, "1", FORM, key="V1", today=TODAY)
    noor = {"name": "Noor", "email": "noor@acme.example", "title": "Finance"}

    first = bring(book, noor)[1]
    second = bring(book, noor | {"title": "Chief of finance", "phone": "+49 30 1"})[1]

    found = people(book)
    assert (first, second) == ([Verdict.UNCHANGED], [Verdict.CHANGED])
    assert [(each.name, each.title) for each in found] == [("Kim", "Head of IT"), ("Noor", "Chief of finance")]


def test_a_change_is_not_taken_back_over_what_a_file_brought_meanwhile(book: SqlLibrary) -> None:
    edit(book, title="CIO")
    bring(book, SAID | {"title": "CTO"})

    with pytest.raises(ContactStandsError):
        changes(book).undo(DANA, "1 2", today=TODAY)
