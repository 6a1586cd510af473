from __future__ import annotations

from dataclasses import replace

from health_book import NOW
from shelves import Shelf

from domain.accounts import Account, TouchpointDirection, TouchpointKind
from domain.touchpoints.touchpoint import Touchpoint

CALL = Touchpoint(1, "slack:V1", TouchpointKind.CALL, TouchpointDirection.TWO_WAY, NOW, "U1", "谈了 <续约>")


def test_a_touchpoint_is_logged_once(shelf: Shelf) -> None:
    for number in (1, 2):
        shelf.put(Account(number, f"Acme {number}"))

    with shelf.library.writing() as book:
        logged = [
            book.touchpoints.log(each, now=NOW)
            for each in (CALL, replace(CALL, summary="again"), replace(CALL, account=2), replace(CALL, key="slack:V2"))
        ]

    assert logged == [True, False, True, True]
