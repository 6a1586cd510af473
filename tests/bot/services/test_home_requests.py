"""Whom somebody has to tell, and who asked a product manager and does not know it yet."""

from __future__ import annotations

from fakes import FakeLibrary
from telling_book import ADA, DANA, LIN, NOW, PRIYA, SAID, TODAY, shipped, tellings

from bot.services.home import asked_for
from bot.services.home_requests import ProductDesk, Waiting
from bot.services.triage_queue import TriageQueues
from domain.home import ProductLook, WaitingLook
from domain.home_view import HomeList, HomeView
from domain.permissions import Member, Role

VIEWER = Member("U0LOOK", "Look", Role.VIEWER)


def waiting(library: FakeLibrary, member: Member) -> WaitingLook | None:
    with library.reading() as book:
        ask = asked_for(book, member, HomeView(places={HomeList.UNTOLD: 50}), now=NOW, today=TODAY)
        return Waiting().look(book, ask)


def product(library: FakeLibrary, member: Member) -> ProductLook | None:
    with library.reading() as book:
        ask = asked_for(book, member, HomeView(), now=NOW, today=TODAY)
        return ProductDesk(TriageQueues(library, lambda: NOW, "UTC", "USD")).look(book, ask)


def test_whoever_has_to_tell_somebody_sees_whom() -> None:
    library = shipped()
    before = waiting(library, DANA)
    tellings(library).tell(DANA, "1", SAID, today=TODAY)

    after = waiting(library, DANA)

    assert before is not None
    assert after is not None
    assert before.untold_total == after.untold_total + 1
    assert [(line.now.name, line.to, line.may_tell) for line in after.untold] == [("Lead & Co", "U0DANA", True)]


def test_others_customers_are_theirs_to_tell() -> None:
    library = shipped()

    lins = waiting(library, LIN)

    assert lins is not None
    assert [line.now.name for line in lins.untold] == ["云帆"]
    assert waiting(library, VIEWER) is None


def test_who_decides_on_an_area_sees_who_asked_there_and_does_not_know_it() -> None:
    library = shipped()

    look = product(library, PRIYA)

    assert look is not None
    assert {line.to for line in look.askers} == {"U0DANA", "U0LIN"}
    assert (look.askers_total, look.queue_total) == (3, 0)
    assert product(library, DANA) is None
    assert product(library, ADA) is None
