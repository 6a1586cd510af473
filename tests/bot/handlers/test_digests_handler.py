from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from health_book import SNAPSHOT, STANDING

from bot.handlers import cs, digests, menus, settings
from bot.handlers.audiences import Audiences
from bot.services.attention import Attentions
from bot.services.digest_desk import DigestDesk
from bot.services.digests import Digests
from bot.services.preferences import PreferenceBook
from bot.services.product_desk import ProductDesk
from bot.services.product_weeks import ProductWeeks
from bot.services.weeklies import Weeklies
from bot.services.weekly_desk import WeeklyDesk
from domain.accounts import Account
from domain.digests.facts import Attention
from domain.feedback.request import ProductArea, Request
from domain.health.model import Band
from domain.permissions import Member, Role
from domain.preferences import Preferences
from domain.reader_runs import ReaderRun, RunOutcome

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    """Sunday; Dana's Acme turned red."""
    library = FakeLibrary()
    library.tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM, zone="Europe/Berlin")
    library.tables.accounts[1] = Account(1, "Acme *&* Co", owner="U0DANA")
    library.tables.standings[1] = replace(
        STANDING, band=Band.RED, shown=30, first_value_due_on=None, last_two_way_on=TODAY, owner="U0DANA"
    )
    library.tables.snapshots.append(replace(SNAPSHOT, day=TODAY, scored_at=NOON - timedelta(days=8), shown=62))
    made = Digests(library, lambda: NOON, "UTC", "USD")
    weeks = WeeklyDesk(library, Weeklies(library, lambda: NOON, "UTC", "USD"), lambda: NOON)
    product = ProductDesk(library, ProductWeeks(library, lambda: NOON, "UTC", "USD"), lambda: NOON)
    attentions = Attentions(library, clock=lambda: NOON)
    digests.register(house.routes, DigestDesk(library, made, lambda: NOON), weeks, product, attentions)
    settings.register(
        house.routes,
        PreferenceBook(library, clock=lambda: NOON),
        house.admission,
        Audiences(house.people, house.workspace),
    )
    menus.register(house.routes)
    cs.register(house.routes)
    return library


def click(action: str, value: str = "") -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def submitted(callback: str, metadata: str = "", **values: dict[str, Any]) -> dict[str, Any]:
    state = {field: {field: element} for field, element in values.items()}
    view = {"id": "V0FORM", "type": "modal", "callback_id": callback, "private_metadata": metadata}
    return {"view": {**view, "state": {"values": state}}}


async def told(house: FrontDesk, text: str) -> str:
    return await house.told(await house.command(text, command="/cs"))


async def test_the_plan_is_said(house: FrontDesk, book: FakeLibrary) -> None:
    assert await told(house, "digest") == (
        "*Your digest*\nThe next one comes on *Nov 23, 2026 at 08:30* (Berlin).\nYou have had none yet."
    )


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        pytest.param(RunOutcome.NOTHING, "On Nov 20, 2026 there was nothing to say.", id="nothing"),
        pytest.param(
            RunOutcome.SKIPPED,
            "That of Nov 20, 2026 was left out: Moorline was away until it was too late for it.",
            id="skipped",
        ),
        pytest.param(
            RunOutcome.TOLD,
            "That of Nov 20, 2026 is on its way, or could not be delivered: an admin sees why.",
            id="on its way",
        ),
    ],
)
async def test_what_became_of_the_last_one_is_said(
    house: FrontDesk, book: FakeLibrary, outcome: RunOutcome, sentence: str
) -> None:
    run = ReaderRun("digest", "U0DANA", TODAY - timedelta(days=2), NOON, outcome)
    book.tables.reader_runs["digest", "U0DANA", run.day] = run
    book.tables.preferences["U0DANA"] = Preferences(weekdays=frozenset())

    assert (await told(house, "digest")).splitlines()[1:] == [
        "No day of the coming week has a digest, as your settings are.",
        sentence,
    ]


async def test_one_that_is_off_is_said(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.preferences["U0DANA"] = Preferences(digest=False)

    assert "Your digest is off." in await told(house, "digest")


@pytest.mark.parametrize("words", ["digest now", "简报 现在"])
async def test_one_is_sent_at_once(house: FrontDesk, book: FakeLibrary, words: str) -> None:
    assert await told(house, words) == "It is on its way to your direct messages."
    assert [row.line.announcement.kind for row in book.tables.outbox] == ["digest"]


def lead(house: FrontDesk, book: FakeLibrary) -> None:
    """Dana leads whoever looks after Acme."""
    dana = Member("U0DANA", "Dana", Role.MANAGER, zone="Europe/Berlin")
    house.library.book.members.save(dana)
    book.tables.members["U0DANA"] = dana


@pytest.mark.parametrize("words", ["digest week", "digest Weekly", "简报 上周", "简报 周报"])
async def test_who_leads_is_sent_the_last_week_at_once(house: FrontDesk, book: FakeLibrary, words: str) -> None:
    lead(house, book)

    assert await told(house, words) == "It is on its way to your direct messages."
    assert [row.line.announcement.kind for row in book.tables.outbox] == ["weekly"]


async def test_the_last_week_is_sent_by_its_button(house: FrontDesk, book: FakeLibrary) -> None:
    lead(house, book)

    await house.interact("block_actions_message", **click("weekly.now"))

    await house.slack.until("hook")
    assert [row.line.announcement.kind for row in book.tables.outbox] == ["weekly"]


async def test_a_team_without_an_account_has_no_week(house: FrontDesk, book: FakeLibrary) -> None:
    lead(house, book)
    book.tables.accounts.clear()

    assert await told(house, "digest week") == (
        "No account is in your team's books yet, so there is no week to speak of."
    )


async def test_who_leads_nobody_is_refused_the_week_and_not_offered_it(house: FrontDesk, book: FakeLibrary) -> None:
    refused, plan = await told(house, "digest week"), (await house.command("digest", command="/cs")).json()

    assert "week" not in str(plan)
    assert book.tables.outbox == []
    assert refused != "It is on its way to your direct messages."


@pytest.mark.parametrize(
    ("wishes", "sentence"),
    [
        pytest.param(Preferences(), "The week of your team comes on *Nov 23, 2026 at 08:30* (Berlin).", id="on Monday"),
        pytest.param(Preferences(weekly=False), "The week of your team is off.", id="off"),
        pytest.param(
            Preferences(weekdays=frozenset()),
            "The week of your team has no day to come on, as your settings are.",
            id="no day",
        ),
    ],
)
async def test_who_leads_reads_when_the_week_comes(
    house: FrontDesk, book: FakeLibrary, wishes: Preferences, sentence: str
) -> None:
    lead(house, book)
    book.tables.preferences["U0DANA"] = wishes

    assert (await told(house, "digest")).splitlines()[-1] == sentence


@pytest.mark.parametrize(("choice", "kept"), [("off", False), ("on", True), (None, False)])
async def test_who_leads_may_turn_the_week_off(
    house: FrontDesk, book: FakeLibrary, choice: str | None, *, kept: bool
) -> None:
    """A form that does not ask for it leaves it as it was."""
    lead(house, book)
    book.tables.preferences["U0DANA"] = Preferences(weekly=choice == "off")
    await house.command("settings", command="/cs")
    [opened] = await house.slack.until("views.open")
    said: dict[str, Any] = {"weekly": {"selected_option": {"value": choice}}} if choice else {}

    await house.interact("view_submission", **submitted("settings.view", **said))

    assert "The week of your team" in str(opened["view"])
    assert book.tables.preferences["U0DANA"].weekly is kept


async def test_who_leads_nobody_is_not_asked_about_the_week(house: FrontDesk, book: FakeLibrary) -> None:
    await house.command("settings", command="/cs")

    [opened] = await house.slack.until("views.open")
    assert "The week of your team" not in str(opened["view"])


async def test_a_trial_is_sent(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("digest.test"))

    await house.slack.until("hook")
    assert [row.line.announcement.kind for row in book.tables.outbox] == ["test"]


async def test_all_of_it_opens_as_a_page(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("digest.all"))

    [opened] = await house.slack.until("views.open")
    assert "🔴 *Acme ∗&amp;∗ Co* · $120K — turned red: 62 → 30" in str(opened["view"])


async def test_a_line_is_taken_and_the_second_hears_who_was_faster(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.attention[1] = Attention(1, "U0LEE", NOON, 6, taken_by="U0LEE")

    await house.interact("block_actions_message", **click("digest.take:1", "1 6"))

    [body] = await house.slack.until("hook")
    assert body["text"].startswith("<@U0LEE> was faster: on *Acme ∗&amp;∗ Co* since ")


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        pytest.param("digest.snooze", (None, TODAY + timedelta(days=7), False), id="snooze"),
        pytest.param("digest.dismiss", (None, None, True), id="not useful"),
        pytest.param("digest.take", ("U0DANA", None, False), id="on it"),
    ],
)
async def test_what_is_pressed_is_kept(
    house: FrontDesk, book: FakeLibrary, action: str, expected: tuple[object, ...]
) -> None:
    await house.interact("block_actions_message", **click("row.menu:1", f"{action}:1 6"))
    await house.desk.finish(within=5)

    kept = book.tables.attention[1]
    assert (kept.taken_by, kept.snoozed_until, kept.dismissed) == expected


async def test_a_value_that_is_no_line_is_answered(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("digest.take", "x"))

    [body] = await house.slack.until("hook")
    assert "No account is called" in body["text"]


async def test_a_line_is_given_to_a_colleague(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("digest.assign", "1 6"))
    [opened] = await house.slack.until("views.open")
    form = submitted(
        "digest.assign.view", "1 6", assignee={"selected_user": "U0DANA"}, title={"value": "Look after Acme"}
    )
    done = await house.interact("view_submission", **form)

    assert "'initial_value': 'Look after Acme *&* Co'" in str(opened["view"])
    assert "✓ *Acme ∗&amp;∗ Co* is with <@U0DANA> now, as a task." in str(done.json())
    assert [task.title for task in book.tables.tasks.values()] == ["Look after Acme"]


async def test_a_stranger_cannot_be_given_a_line(house: FrontDesk, book: FakeLibrary) -> None:
    form = submitted("digest.assign.view", "1 6", assignee={"selected_user": "U0WHO"}, title={"value": "Call"})

    done = await house.interact("view_submission", **form)

    assert done.json()["errors"] == {"assignee": "That person has no role in Moorline yet. An admin can add them."}


async def test_settings_open_as_they_are_and_are_kept(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.preferences["U0DANA"] = Preferences(minimum_arr=5000)
    await house.command("settings", command="/cs")
    [opened] = await house.slack.until("views.open")
    form = submitted(
        "settings.view",
        digest={"selected_option": {"value": "off"}},
        minimum_arr={"value": "7k"},
        language={"selected_option": {"value": "slack"}},
        sections={"selected_options": [{"value": "changed"}]},
    )
    done = await house.interact("view_submission", **form)

    assert "'initial_value': '5000'" in str(opened["view"])
    assert "holidays" not in str(opened["view"])
    assert "✓ Kept." in str(done.json())
    kept = book.tables.preferences["U0DANA"]
    assert (kept.digest, kept.minimum_arr, sorted(kept.sections)) == (False, 7000, ["changed"])


async def test_what_cannot_be_read_is_said_at_its_field(house: FrontDesk, book: FakeLibrary) -> None:
    done = await house.interact("view_submission", **submitted("settings.view", morning={"value": "soon"}))

    assert done.json()["errors"] == {"morning": "Write a time like 8:30."}


async def test_an_admin_is_asked_for_everybody(house: FrontDesk, book: FakeLibrary) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.ADMIN, zone="Europe/Berlin"))

    await house.command("settings", command="/cs")

    [opened] = await house.slack.until("views.open")
    assert "Holidays, like 2026-12-25 2026-12-26" in str(opened["view"])


async def test_who_is_back_is_not_asked_for_a_day_that_is_gone(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.preferences["U0DANA"] = Preferences(away_until=TODAY - timedelta(days=1))

    await house.command("settings", command="/cs")

    [opened] = await house.slack.until("views.open")
    assert "initial_date" not in str(opened["view"])


@pytest.mark.parametrize("words", ["digest product", "digest 需求"])
async def test_the_week_of_requests_is_shown_at_once(house: FrontDesk, book: FakeLibrary, words: str) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.PRODUCT))
    book.tables.areas[1] = ProductArea(1, "Reports", "C1", "U0DANA")
    book.tables.requests[1] = Request(1, "Export", "", 1, "U0LEE", NOON - timedelta(days=2))

    said = await house.told(await house.command(words, command="/cs"))

    assert said.startswith("*Your week of requests*\n1 open")
    assert "*1 new*\n• 💡 *#1* Export" in said


async def test_who_does_not_decide_has_no_week_of_requests(house: FrontDesk, book: FakeLibrary) -> None:
    assert "Your role does not allow this." in await house.told(await house.command("digest product", command="/cs"))


async def test_who_decides_on_requests_sees_when_their_week_comes(house: FrontDesk, book: FakeLibrary) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.PRODUCT))

    said = await house.told(await house.command("digest", command="/cs"))
    await house.interact("block_actions_message", **click("product.now"))

    assert said == ("The week of requests comes on *Nov 23, 2026 at 08:30* (Berlin), where there is something to say.")
    [body] = await house.slack.until("hook")
    assert "so this would not have been sent by itself" in body["text"]


@pytest.mark.parametrize(
    ("role", "wishes", "sentence"),
    [
        pytest.param(Role.PRODUCT, Preferences(product_weekly=False), "The week of requests is off.", id="off"),
        pytest.param(
            Role.PRODUCT,
            Preferences(weekdays=frozenset()),
            "The week of requests has no day to come on, as your settings are.",
            id="no day",
        ),
        pytest.param(
            Role.DIRECTOR,
            Preferences(),
            "The week of requests comes on *Nov 23, 2026 at 08:30* (Berlin), where there is something to say.",
            id="beside the other digests",
        ),
    ],
)
async def test_who_decides_on_requests_reads_whether_their_week_comes(
    house: FrontDesk, book: FakeLibrary, role: Role, wishes: Preferences, sentence: str
) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", role, zone="Europe/Berlin"))
    book.tables.preferences["U0DANA"] = wishes

    assert (await told(house, "digest")).splitlines()[-1] == sentence


async def test_who_decides_on_requests_may_turn_their_week_off(house: FrontDesk, book: FakeLibrary) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.PRODUCT))
    await house.command("settings", command="/cs")
    [opened] = await house.slack.until("views.open")
    off: dict[str, Any] = {"product_weekly": {"selected_option": {"value": "off"}}}

    await house.interact("view_submission", **submitted("settings.view", **off))

    assert "The week of requests" in str(opened["view"])
    assert book.tables.preferences["U0DANA"].product_weekly is False
