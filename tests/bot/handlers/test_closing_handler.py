"""`Close renewal`, from the click to what Slack receives."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from front_desk import FrontDesk
from renewal_book import HARBOUR, NOON, ROW, SAID, RenewalLibrary
from term_samples import line, term, usd

from bot.handlers import closing, menus
from bot.services.closing_undo import ClosingUndo
from bot.services.closings import Closings
from domain.renewals.renewal import Forecast, ForecastCategory, OutcomeKind
from integrations.files.money import typed_amount
from playground.block_kit.validation import problems_of_view

DUE = date(2027, 1, 31)
SEEN = f"1 3 {SAID.at.isoformat()} {{}}"
AGAIN = {"trigger_id": "111.222.again"}
FIRST_FIELDS = ["ended", "resolved_on", "note"]
TERM_FIELDS = ["starts_on", "ends_on"]
LOSS_FIELDS = ["reason", "more_reasons", "competitor", "avoidable"]


class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(house: FrontDesk, clock: Clock) -> RenewalLibrary:
    """Closing, with Harbour in the book."""
    book = RenewalLibrary()
    book.put(ROW)
    held = term(5, line(48_000, "Core"), starts=date(2026, 1, 31), ends=DUE, account=17)
    book.tables.terms[5] = replace(held, notice_days=31, auto_renew=True)
    rescore: Callable[[Sequence[int]], object] = len
    closings = Closings(book, clock=clock, read_amount=typed_amount, rescore=rescore)
    closing.register(house.routes, closings, ClosingUndo(book, clock=clock, rescore=rescore))
    menus.register(house.routes)
    return book


def form(metadata: str = SEEN, **fields: Any) -> dict[str, Any]:
    """A submission; texts, days, options, and lists of them, by the names of their fields."""
    return {"view": view_of(metadata, fields), **({} if metadata == SEEN else AGAIN)}


def view_of(metadata: str, fields: dict[str, Any]) -> dict[str, Any]:
    names = {"ended": "renewals.close.kind"}
    values = {name: {names.get(name, name): element_of(name, value)} for name, value in fields.items()}
    return {
        "id": "V0FORM",
        "type": "modal",
        "callback_id": "renewals.close.view",
        "private_metadata": metadata,
        "hash": "1.hash",
        "state": {"values": values},
    }


def element_of(name: str, value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        return {"selected_options": [{"value": each} for each in value]}
    if name in {"resolved_on", "starts_on", "ends_on"}:
        return {"selected_date": value}
    if name in {"ended", "reason", "avoidable"}:
        return {"selected_option": {"value": value} if value else None}
    return {"value": value}


def redrawn(metadata: str = SEEN, **fields: Any) -> dict[str, Any]:
    """The choice of another ending in the open form."""
    action = {
        "action_id": "renewals.close.kind",
        "block_id": "ended",
        "type": "radio_buttons",
        "selected_option": {"value": fields["ended"]},
    }
    return {"view": view_of(metadata, fields), "actions": [action], **AGAIN}


def pressed(action: str, value: str = "1", **said: Any) -> dict[str, Any]:
    return {"actions": [{"type": "button", "action_id": action, "value": value}], **said}


def read(view: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(view) if isinstance(view, str) else view
    assert problems_of_view(found) == []
    return found


def fields_of(view: dict[str, Any]) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


def initials(view: dict[str, Any]) -> dict[str, Any]:
    """What stands in the fields, where something does."""
    found = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            several = [each["value"] for each in element.get("initial_options") or ()]
            chosen = (element.get("initial_option") or {}).get("value")
            found[block["block_id"]] = element.get("initial_value") or element.get("initial_date") or chosen or several
    return {name: value for name, value in found.items() if value}


def texts(view: dict[str, Any]) -> list[str]:
    sections = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
    return sections + [
        part["text"] for block in view["blocks"] if block["type"] == "context" for part in block["elements"]
    ]


WON = {"ended": "renewed", "resolved_on": "2026-11-20", "starts_on": "2027-01-31", "ends_on": "2028-01-31", "note": ""}
CHANGED = {**WON, "ended": "renewed_with_change", "arr": "60k"}
LOST: dict[str, Any] = {
    "ended": "lost",
    "resolved_on": "2026-11-20",
    "reason": "price",
    "more_reasons": ["support"],
    "note": "",
}


async def test_the_form_opens_with_how_it_ended(house: FrontDesk, book: RenewalLibrary) -> None:
    await house.interact("block_actions_message", **pressed("renewals.close"))

    [opened] = await house.slack.until("views.open")
    view = read(opened["view"])
    [first, *_] = [block for block in view["blocks"] if block["type"] == "input"]
    assert texts(view) == ["*Harbour* · $48,000 · Jan 31, 2027 (70 days left)"]
    assert (fields_of(view), first["dispatch_action"]) == (FIRST_FIELDS, True)
    assert [option["text"]["text"] for option in first["element"]["options"]] == [
        "Renewed",
        "Renewed with change",
        "Lost",
    ]
    assert initials(view) == {"resolved_on": "2026-11-22"}


async def test_the_menu_of_a_row_opens_the_form_too(house: FrontDesk, book: RenewalLibrary) -> None:
    option = {"text": {"type": "plain_text", "text": "Close"}, "value": "renewals.close:1"}
    chosen = {"type": "overflow", "action_id": "row.menu:1", "selected_option": option}
    await house.interact("block_actions_message", actions=[chosen])

    [opened] = await house.slack.until("views.open")
    assert texts(read(opened["view"]))[0].startswith("*Harbour*")


@pytest.mark.parametrize(
    ("ended", "fields"),
    [
        ("renewed", [*FIRST_FIELDS[:2], *TERM_FIELDS, "note"]),
        ("renewed_with_change", [*FIRST_FIELDS[:2], "arr", *TERM_FIELDS, *LOSS_FIELDS, "note"]),
        ("lost", [*FIRST_FIELDS[:2], *LOSS_FIELDS, "note"]),
    ],
)
async def test_each_ending_shows_its_own_fields(
    house: FrontDesk, book: RenewalLibrary, ended: str, fields: list[str]
) -> None:
    await house.interact("block_actions_message", **pressed("renewals.close"))
    [opened] = await house.slack.until("views.open")
    metadata = read(opened["view"])["private_metadata"]

    await house.interact("block_actions_modal", **redrawn(metadata, ended=ended, resolved_on="2026-11-22", note="so"))

    [updated] = await house.slack.until("views.update")
    view = read(updated["view"])
    assert (fields_of(view), updated["hash"]) == (fields, "1.hash")
    kept = {"ended": ended, "resolved_on": "2026-11-22", "note": "so"}
    filled = {"starts_on": "2027-01-31", "ends_on": "2028-01-31"} if "starts_on" in fields else {}
    amount = {"arr": "45000"} if "arr" in fields else {}
    assert initials(view) == {**kept, **filled, **amount}


async def test_nothing_typed_is_lost_by_looking_at_another_ending(house: FrontDesk, book: RenewalLibrary) -> None:
    typed = {**CHANGED, "arr": "61k", "reason": "price", "more_reasons": ["support"], "competitor": "", "avoidable": ""}
    await house.interact("block_actions_modal", **redrawn(SEEN, **typed | {"ended": "lost"}))
    [first] = await house.slack.until("views.update")
    metadata = read(first["view"])["private_metadata"]
    back = {name: typed[name] for name in ("resolved_on", "reason", "more_reasons", "competitor", "avoidable", "note")}

    again = redrawn(metadata, **back | {"ended": "renewed_with_change"}) | {"trigger_id": "111.222.third"}
    await house.interact("block_actions_modal", **again)

    [_, second] = await house.slack.until("views.update", count=2)
    assert initials(read(second["view"])) == {
        "ended": "renewed_with_change",
        "resolved_on": "2026-11-20",
        "arr": "61k",
        "starts_on": "2027-01-31",
        "ends_on": "2028-01-31",
        "reason": "price",
        "more_reasons": ["support"],
    }


async def test_a_renewal_that_is_won_is_told_with_the_next_one(house: FrontDesk, book: RenewalLibrary) -> None:
    response = await house.interact("view_submission", **form(**CHANGED))

    view = read(response.json()["view"])
    assert response.json()["response_action"] == "update"
    assert texts(view) == [
        (
            "✓ *Harbour*: *Renewed with change*\nOn time: the new term begins as the old one ends.\n"
            "ARR of the new term: $60,000\nNext renewal: Jan 31, 2028"
        ),
        "You and managers of the account can undo it for 10 minutes.",
    ]
    [buttons] = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    assert [(each["action_id"], each["value"]) for each in buttons] == [("renewals.undo", "1 4")]
    outcome = book.tables.renewals[1].outcome
    assert outcome
    assert (outcome.kind, outcome.final, outcome.by) == (OutcomeKind.RENEWED_WITH_CHANGE, usd(60_000), "U0DANA")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param(
            {**CHANGED, "arr": "40k", "reason": "price"},
            (
                "✓ *Harbour*: *Partly lost*\nOn time: the new term begins as the old one ends.\n"
                "ARR of the new term: $40,000\nARR lost: $8,000\nNext renewal: Jan 31, 2028"
            ),
            id="at less",
        ),
        pytest.param(LOST, "✓ *Harbour*: *Lost*\nARR lost: $48,000", id="lost"),
        pytest.param(
            {**WON, "ends_on": None},
            (
                "✓ *Harbour*: *Renewed*\nOn time: the new term begins as the old one ends.\n"
                "ARR of the new term: $48,000\nThe new term has no end, so no renewal follows."
            ),
            id="without an end",
        ),
    ],
)
async def test_a_receipt_says_what_became_of_it(
    house: FrontDesk, book: RenewalLibrary, fields: dict[str, Any], said: str
) -> None:
    response = await house.interact("view_submission", **form(**fields))

    assert texts(read(response.json()["view"]))[0] == said


async def test_the_last_loss_says_that_the_account_has_left(house: FrontDesk, book: RenewalLibrary) -> None:
    book.put(replace(ROW, renewal=replace(HARBOUR, arr=None, due_on=date(2026, 11, 1), notice_on=None)))
    book.tables.terms[5] = term(5, starts=date(2025, 11, 1), ends=date(2026, 11, 1), account=17)

    response = await house.interact("view_submission", **form(**LOST))

    assert texts(read(response.json()["view"]))[0] == (
        "✓ *Harbour*: *Lost*\nNothing of the account runs any more: it counts as churned."
    )


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        pytest.param({"resolved_on": "2026-11-20"}, {"ended": "Choose how it ended."}, id="nothing chosen"),
        pytest.param(
            {**CHANGED, "arr": "40k EUR", "resolved_on": "2026-12-24"},
            {
                "arr": "This renewal is in USD: write the amount in it.",
                "resolved_on": "That day is yet to come. Close it on the day on which it is decided.",
            },
            id="another currency, another day",
        ),
        pytest.param(
            {**WON, "starts_on": "2027-03-31", "ends_on": "2027-03-31"},
            {
                "starts_on": (
                    "More than 30 days after the old term ended is a return, not a renewal: close this one as lost."
                ),
                "ends_on": "The new term ends after it begins. Choose a later day.",
            },
            id="a return",
        ),
        pytest.param({**LOST, "reason": None}, {"reason": "Say why ARR was lost."}, id="no reason"),
        pytest.param(
            {**CHANGED, "arr": "lots"},
            {"arr": "Write an amount like 48,000, 48k or 4.8万, with a currency where none is known."},
            id="no amount",
        ),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field(
    house: FrontDesk, book: RenewalLibrary, fields: dict[str, Any], errors: dict[str, str]
) -> None:
    response = await house.interact("view_submission", **form(**fields))

    assert response.json() == {"response_action": "errors", "errors": errors}
    assert book.tables.renewals[1] == HARBOUR


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("U0ANA", "⚠️ Nothing was written: <@U0ANA> closed *Harbour* at "),
        ("import", "⚠️ Nothing was written: an import closed *Harbour* at "),
    ],
)
async def test_who_comes_second_is_told_who_closed_it(
    house: FrontDesk, book: RenewalLibrary, by: str, said: str
) -> None:
    await house.interact("view_submission", **form(**WON))
    known = book.tables.renewals[1]
    assert known.outcome
    book.tables.renewals[1] = replace(known, outcome=replace(known.outcome, by=by))

    response = await house.interact("view_submission", **form(**LOST) | AGAIN)

    view = read(response.json()["view"])
    [told] = texts(view)
    assert told.startswith(said)
    assert told.endswith(": *Renewed*.")
    assert fields_of(view) == []


async def test_who_closes_over_a_new_forecast_sees_it_and_decides(house: FrontDesk, book: RenewalLibrary) -> None:
    by_ana = Forecast(ForecastCategory.COMMIT, "U0ANA", NOON)
    book.put(replace(ROW, renewal=replace(HARBOUR, forecast=by_ana, version=4)))

    first = await house.interact("view_submission", **form(**CHANGED))
    view = read(first.json()["view"])
    second = await house.interact("view_submission", **form(view["private_metadata"], **CHANGED))

    [warning, *_] = texts(view)
    assert warning.startswith("⚠️ Meanwhile <@U0ANA> forecast it at ")
    assert warning.endswith(
        ": *Commit*.\nPress *Close renewal* again to close it all the same, or *Cancel* to leave it."
    )
    assert initials(view)["arr"] == "60k"
    assert texts(second.json()["view"])[0].startswith("✓ *Harbour*: *Renewed with change*")


async def test_another_change_meanwhile_is_told_too(house: FrontDesk, book: RenewalLibrary) -> None:
    book.put(replace(ROW, renewal=replace(HARBOUR, version=4, due_on=date(2027, 2, 28))))

    response = await house.interact("view_submission", **form(**WON))

    warning, stands = texts(read(response.json()["view"]))
    assert warning == (
        "⚠️ Meanwhile this renewal was changed: below is how it stands now.\n"
        "Press *Close renewal* again to close it all the same, or *Cancel* to leave it."
    )
    assert stands == "*Harbour* · $48,000 · Feb 28, 2027 (98 days left)"


async def test_undo_on_the_receipt_takes_it_all_back(house: FrontDesk, book: RenewalLibrary) -> None:
    response = await house.interact("view_submission", **form(**CHANGED))
    shown = response.json()["view"] | {"id": "V0FORM", "hash": "2.hash"}

    await house.interact("block_actions_modal", **pressed("renewals.undo", view=shown))

    [updated] = await house.slack.until("views.update")
    assert texts(read(updated["view"])) == ["✓ Undone: the renewal of *Harbour* is open again, as it was."]
    assert book.tables.renewals[1] == replace(HARBOUR, version=5)
    assert (sorted(book.tables.terms), sorted(book.tables.renewals)) == ([5], [1])


async def test_undo_in_a_message_answers_in_its_place(house: FrontDesk, book: RenewalLibrary) -> None:
    await house.interact("view_submission", **form(**CHANGED))

    await house.interact("block_actions_message", **pressed("renewals.undo"))

    [body] = await house.slack.until("hook")
    assert (body["text"], body["replace_original"]) == (
        "✓ Undone: the renewal of *Harbour* is open again, as it was.",
        True,
    )


@pytest.mark.parametrize(
    ("minutes", "changed", "said"),
    [
        pytest.param(
            11, {}, "It is too late to undo the closing of *Harbour*: that works for ten minutes.", id="too late"
        ),
        pytest.param(
            1,
            {"version": 2},
            "Somebody has gone on from here: the next renewal of *Harbour* was changed since, so nothing was undone.",
            id="gone on from",
        ),
    ],
)
async def test_an_undo_that_is_refused_says_why(  # a table of cases and its fixtures
    house: FrontDesk, book: RenewalLibrary, clock: Clock, minutes: int, changed: dict[str, Any], said: str
) -> None:
    await house.interact("view_submission", **form(**WON))
    book.tables.renewals[2] = replace(book.tables.renewals[2], **changed)
    clock.now = NOON + timedelta(minutes=minutes)

    await house.interact("block_actions_message", **pressed("renewals.undo"))

    [body] = await house.slack.until("hook")
    assert body["text"] == said
    assert book.tables.renewals[1].outcome is not None


async def test_undoing_what_is_open_says_so(house: FrontDesk, book: RenewalLibrary) -> None:
    await house.interact("block_actions_message", **pressed("renewals.undo"))

    [body] = await house.slack.until("hook")
    assert body["text"] == "There is nothing to undo: nobody closed the renewal of *Harbour*."


async def test_what_others_have_in_their_books_is_refused(house: FrontDesk, book: RenewalLibrary) -> None:
    book.put(replace(ROW, owner="U0WEI"))

    await house.interact("block_actions_message", **pressed("renewals.close"))

    [body] = await house.slack.until("hook")
    assert body["text"].startswith("Your role does not allow this.")


@pytest.mark.parametrize(
    "noted",
    [
        pytest.param("x not json", id="not JSON"),
        pytest.param('x {"colour": "red"}', id="a field that is none"),
        pytest.param("x [1]", id="a list"),
        pytest.param("", id="nothing"),
    ],
)
async def test_metadata_that_somebody_made_up_is_an_empty_form(
    house: FrontDesk, book: RenewalLibrary, noted: str
) -> None:
    await house.interact("block_actions_modal", **redrawn(f"1 3 {noted}", ended="renewed"))

    [updated] = await house.slack.until("views.update")
    assert initials(read(updated["view"])) == {"ended": "renewed"}


async def test_what_is_too_long_for_a_field_is_not_remembered(house: FrontDesk, book: RenewalLibrary) -> None:
    await house.interact("block_actions_modal", **redrawn(SEEN, ended="lost", arr="9" * 2900, competitor="R" * 90))

    [updated] = await house.slack.until("views.update")
    view = read(updated["view"])
    assert json.loads(view["private_metadata"].partition("{")[1] + view["private_metadata"].partition("{")[2]) == {
        "ended": "lost",
        "competitor": "R" * 90,
    }


async def test_an_amount_in_an_unknown_currency_is_asked_for_with_it(house: FrontDesk, book: RenewalLibrary) -> None:
    book.put(replace(ROW, renewal=replace(HARBOUR, arr=None, forecast=None)))

    await house.interact("block_actions_modal", **redrawn("1 3 - {}", ended="renewed_with_change"))

    [updated] = await house.slack.until("views.update")
    labels = [block["label"]["text"] for block in updated_view(updated)["blocks"] if block.get("block_id") == "arr"]
    assert labels == ["ARR of the new term, with its currency"]


def updated_view(updated: dict[str, Any]) -> dict[str, Any]:
    return read(updated["view"])


async def test_undo_from_a_list_answers_below_it(house: FrontDesk, book: RenewalLibrary) -> None:
    await house.interact("view_submission", **form(**CHANGED))

    menu = {"action_id": "row.menu:1", "type": "overflow", "selected_option": {"value": "renewals.undo:1 4 list"}}
    await house.interact("block_actions_message", actions=[menu])

    [body] = await house.slack.until("hook")
    assert (body["text"], body["replace_original"]) == (
        "✓ Undone: the renewal of *Harbour* is open again, as it was.",
        False,
    )


async def test_an_old_button_does_not_undo_a_later_closing(house: FrontDesk, book: RenewalLibrary) -> None:
    await house.interact("view_submission", **form(**CHANGED))
    old = {"action_id": "renewals.undo", "type": "button", "value": "1 3"}

    await house.interact("block_actions_message", actions=[old])

    [body] = await house.slack.until("hook")
    assert body["text"] == (
        "The renewal of *Harbour* was changed since it was closed, so nothing was undone. Ask for the list again."
    )
    assert book.tables.renewals[1].outcome is not None
