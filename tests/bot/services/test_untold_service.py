"""Who has not been told yet, by age, for whoever asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from telling_book import (
    ADA,
    DANA,
    EVA,
    LIN,
    MAX,
    NOW,
    PRIYA,
    SAID,
    TODAY,
    shipped,
    tellings,
    untold,
)

from bot.services.owners_followed import OwnersFollowed
from bot.services.tasks import Tasks
from bot.services.untold import PAGE
from domain.accounts import Cover
from domain.errors import NotAllowedError
from domain.filter_words import Scope
from domain.outbox.announcement import AnnouncementKind
from domain.permissions import Member
from domain.preferences import Preferences

DAY = timedelta(days=1)
LATER = NOW + 34 * DAY


def test_the_oldest_stands_first_with_whoever_has_to_tell_it() -> None:
    library = shipped()
    tellings(library, at=NOW + 2 * DAY).tell(DANA, "1", SAID, today=TODAY)

    report = untold(library, at=LATER).report(ADA, Scope.ALL, today=LATER.date())

    assert [(line.now.name, line.to, line.days, line.may_tell) for line in report.lines] == [
        ("云帆", "U0LIN", 34, True),
        ("Lead & Co", "U0DANA", 34, True),
    ]
    assert (report.told, report.untold, report.oldest_days, report.median_days) == (1, 2, 34, 2)


@pytest.mark.parametrize(
    ("asker", "scope", "names", "told"),
    [
        pytest.param(LIN, Scope.MINE, ["云帆"], 0, id="mine"),
        pytest.param(DANA, Scope.MINE, ["Lead & Co"], 1, id="what I told counts for me"),
        pytest.param(EVA, Scope.MINE, [], 0, id="of whom nothing is"),
        pytest.param(MAX, Scope.TEAM, ["云帆", "Lead & Co"], 1, id="my team"),
        pytest.param(PRIYA, Scope.ALL, ["云帆", "Lead & Co"], 1, id="all, for product"),
        pytest.param(PRIYA, Scope.TEAM, [], 0, id="who leads nobody has no team"),
    ],
)
def test_everybody_sees_their_own(asker: Member, scope: Scope, names: list[str], told: int) -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)

    report = untold(library).report(asker, scope, today=TODAY)

    assert ([line.now.name for line in report.lines], report.told) == (names, told)


@pytest.mark.parametrize(
    ("asker", "scope"),
    [
        pytest.param(DANA, Scope.TEAM, id="a CSM has no team"),
        pytest.param(MAX, Scope.ALL, id="a manager sees their own tree"),
        pytest.param(EVA, Scope.ALL, id="a viewer"),
    ],
)
def test_what_is_not_theirs_is_refused(asker: Member, scope: Scope) -> None:
    with pytest.raises(NotAllowedError):
        untold(shipped()).report(asker, scope, today=TODAY)


def test_nothing_told_and_nothing_untold_says_so() -> None:
    library = shipped()
    library.tables.tellings.clear()

    report = untold(library).report(ADA, Scope.ALL, today=TODAY)

    assert (report.lines, report.told, report.untold, report.oldest_days, report.median_days) == ((), 0, 0, None, None)


def test_pages_are_turned() -> None:
    library = shipped()
    for number in range(4, 14):
        library.tables.tellings[number] = replace(library.tables.tellings[1], id=number)

    first = untold(library).report(ADA, Scope.ALL, today=TODAY)
    second = untold(library).report(ADA, Scope.ALL, today=TODAY, offset=PAGE)

    assert (len(first.lines), len(second.lines), second.untold) == (PAGE, 5, 13)


def test_an_account_that_changed_hands_stands_under_its_owner() -> None:
    library = shipped()
    library.tables.accounts[1] = replace(library.tables.accounts[1], owner="U0LIN")

    [first, second] = untold(library).report(LIN, Scope.MINE, today=TODAY).lines

    assert ([first.now.name, second.now.name], first.may_tell) == (["Acme", "云帆"], True)


def test_where_nobody_is_there_it_stands_under_whose_task_it_is() -> None:
    library = shipped()
    for person in ("U0DANA", "U0MAX", "U0ADA"):
        library.tables.preferences[person] = Preferences(away_until=TODAY)

    [line, *_] = untold(library).report(DANA, Scope.MINE, today=TODAY).lines

    assert line.to == "U0DANA"


def followed(library: object) -> int:
    return OwnersFollowed(library, lambda: NOW, "UTC").tick()  # type: ignore[arg-type]


def test_what_is_untold_follows_the_owner() -> None:
    library = shipped()
    library.tables.accounts[1] = replace(library.tables.accounts[1], owner="U0LIN")
    before = len(library.tables.outbox)

    moved = followed(library)

    assert (moved, library.tables.tasks[1].assignee, library.tables.tellings[1].owner) == (1, "U0LIN", "U0LIN")
    news = [row.line.announcement for row in library.tables.outbox[before:]]
    assert [(each.kind, each.to) for each in news] == [(AnnouncementKind.TASK, "U0LIN")]
    assert library.tables.audit[-1].actor == "moorline"
    assert followed(library) == 0


def test_what_is_told_and_whose_owner_stays_moves_nowhere() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)
    library.tables.accounts[1] = replace(library.tables.accounts[1], owner="U0LIN")

    assert (followed(library), library.tables.tasks[1].assignee) == (0, "U0DANA")


@pytest.mark.parametrize(
    ("owner", "cover"),
    [
        pytest.param("U0NOBODY", Cover("U0DANA"), id="to whom it was given already"),
        pytest.param(None, None, id="to nobody who is here"),
    ],
)
def test_a_task_stays_where_nobody_else_takes_it(owner: str | None, cover: Cover | None) -> None:
    library = shipped()
    library.tables.members.pop("U0ADA")
    library.tables.accounts[1] = replace(library.tables.accounts[1], owner=owner, cover=cover)

    assert (followed(library), library.tables.tasks[1].assignee) == (0, "U0DANA")
    assert library.tables.tellings[1].owner == owner


def test_what_stands_with_somebody_who_left_goes_on() -> None:
    library = shipped()
    library.tables.members.pop("U0DANA")

    assert followed(library) == 2
    assert [task.assignee for task in library.tables.tasks.values()] == ["U0ADA", "U0LIN", "U0ADA"]


def test_a_new_owner_gets_it_from_whomever_it_was_given_to() -> None:
    library = shipped()
    Tasks(library, clock=lambda: NOW).reassign(ADA, "1", "U0MAX", seen="1")
    library.tables.accounts[1] = replace(library.tables.accounts[1], owner="U0LIN")

    assert (followed(library), library.tables.tasks[1].assignee) == (1, "U0LIN")
