"""What a person changed by hand stays until its source says something new; and it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from people_desk import KIM, NOW, TODAY

from domain.accounts import ContactRole
from domain.people.by_hand import NEVER, added_by_hand, as_before, changed_by_hand, source_says
from domain.people.contact import Contact, PersonChange, told
from domain.people.undoing import PersonStands, may_still_be_undone, undo_refusal


def changed(contact: Contact, **said: Any) -> Contact:
    return changed_by_hand(contact, replace(contact, **said), PersonChange.EDITED, by="U0DANA", now=NOW)


def test_a_changed_field_remembers_what_its_source_said() -> None:
    once = changed(KIM, title="CIO", left_on=TODAY)
    twice = changed(once, title="CTO")

    assert once.by_hand == {"title": "Head of IT", "left_on": None}
    assert twice.by_hand == once.by_hand
    assert changed(twice, title="Head of IT").by_hand == {"left_on": None}


def test_what_was_done_can_be_taken_back_whole() -> None:
    left = replace(KIM, left_on=TODAY, followed_by=2, went_to="Umbrella", stance=None, influence=None, role=None)
    bare = Contact(1, "crm-3", "Cy")

    assert as_before(changed(left, name="Kimberly", role=ContactRole.USER, left_on=None)) == left
    assert as_before(changed(KIM, title="")) == KIM
    assert as_before(changed(bare, title="CEO")) == bare


@pytest.mark.parametrize(
    ("marks", "said", "written", "left"),
    [
        pytest.param({}, {"title": "CIO"}, {"title": "CIO"}, {}, id="nobody changed it"),
        pytest.param({"title": "CIO"}, {"title": "CIO"}, {}, {"title": "CIO"}, id="the same again"),
        pytest.param({"title": "CIO"}, {"title": "CTO"}, {"title": "CTO"}, {}, id="something new"),
        pytest.param({"title": None}, {"title": ""}, {}, {"title": None}, id="still nothing"),
        pytest.param(
            {"left_on": "2026-09-01"}, {"left_on": date(2026, 9, 1)}, {}, {"left_on": "2026-09-01"}, id="a day"
        ),
        pytest.param({"title": NEVER}, {"title": "CIO"}, {}, {"title": "CIO"}, id="of somebody added by hand"),
    ],
)
def test_the_source_wins_once_it_says_something_new(
    marks: dict[str, str | None], said: dict[str, Any], written: dict[str, Any], left: dict[str, str | None]
) -> None:
    assert source_says(marks, said) == (written, left)


def test_somebody_added_by_hand_is_marked_in_what_was_filled_in() -> None:
    made = added_by_hand(Contact(1, "slack:V1", "Noor", title="CFO"), by="U0DANA", now=NOW)

    assert made.by_hand == {"name": NEVER, "title": NEVER}
    assert (made.change, made.changed_by, made.before) == (PersonChange.ADDED, "U0DANA", None)


def test_a_change_can_be_undone_for_ten_minutes_while_nobody_went_on() -> None:
    made = added_by_hand(KIM, by="U0DANA", now=NOW)
    late = NOW + timedelta(minutes=10, seconds=1)

    assert undo_refusal(made, version="1", now=NOW + timedelta(minutes=10)) is None
    assert undo_refusal(made, version="1", now=late) is PersonStands.TOO_LATE
    assert undo_refusal(made, version="2", now=NOW) is PersonStands.CHANGED
    assert undo_refusal(KIM, version="1", now=NOW) is PersonStands.CHANGED
    assert undo_refusal(None, version="1", now=NOW) is PersonStands.GONE
    assert not may_still_be_undone(KIM, now=NOW)


def test_the_audit_says_what_they_are_and_not_who() -> None:
    left = replace(KIM, left_on=date(2026, 8, 1), followed_by=2)

    assert told(left) == "champion, supporter, influence 3, left 2026-08-01, followed by contact 2"
    assert told(Contact(1, "k", "Cy")) == "no role"
