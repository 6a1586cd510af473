"""Channels for the digest, from the form of settings to the book."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from loopback_slack import Answer, profile

from bot.handlers import cs, digests, settings
from bot.handlers.audiences import Audiences
from bot.services.attention import Attentions
from bot.services.digest_desk import DigestDesk
from bot.services.digests import Digests
from bot.services.preferences import PreferenceBook
from bot.services.product_desk import ProductDesk
from bot.services.product_weeks import ProductWeeks
from bot.services.weeklies import Weeklies
from bot.services.weekly_desk import WeeklyDesk
from domain.outbox.announcement import Announcement, AnnouncementKind, Posted
from domain.outbox.outgoing import OutboxState
from domain.outbox.settling import Settled
from domain.permissions import Member, Role
from domain.preferences import ChannelDigests, WorkspaceRules
from domain.reader_runs import ReaderRun, RunOutcome

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHANNEL = {"id": "C0TEAM", "name": "cs-team", "is_member": True, "num_members": 3}
ADA = Member("U0DANA", "Dana", Role.ADMIN, zone="Europe/Berlin")


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    """Dana is an admin."""
    library = FakeLibrary()
    library.tables.members["U0DANA"] = ADA
    house.library.book.members.save(ADA)
    house.slack.users["U0GUS"] = profile("U0GUS", is_restricted=True)
    house.slack.users["U0EVE"] = profile("U0EVE", team_id="T0OTHER")
    audiences = Audiences(house.people, house.workspace)
    settings.register(house.routes, PreferenceBook(library, clock=lambda: NOON), house.admission, audiences)
    made = Digests(library, lambda: NOON, "Asia/Shanghai", "USD")
    weeks = WeeklyDesk(library, Weeklies(library, lambda: NOON, "Asia/Shanghai", "USD"), lambda: NOON)
    attentions = Attentions(library, clock=lambda: NOON)
    product = ProductDesk(library, ProductWeeks(library, lambda: NOON, "Asia/Shanghai", "USD"), lambda: NOON)
    digests.register(house.routes, DigestDesk(library, made, lambda: NOON), weeks, product, attentions)
    cs.register(house.routes)
    return library


def described(house: FrontDesk, *members: str, **said: Any) -> None:
    """How Slack describes the channel, once."""
    house.slack.instead["conversations.info"].append(Answer({"ok": True, "channel": CHANNEL | said}))
    house.slack.instead["conversations.members"].append(Answer({"ok": True, "members": list(members)}))


async def chosen(house: FrontDesk, *channels: str, language: str = "workspace") -> dict[str, Any]:
    """The answer to the form."""
    values = {
        "digest": {"selected_option": {"value": "on"}},
        "sections": {"selected_options": [{"value": "changed"}]},
        "channels": {"selected_conversations": list(channels)},
        "channel_language": {"selected_option": {"value": language}},
    }
    state = {"values": {field: {field: element} for field, element in values.items()}}
    view = {"id": "V0FORM", "type": "modal", "callback_id": "settings.view", "private_metadata": "", "state": state}
    answered: dict[str, Any] = (await house.interact("view_submission", view=view)).json()
    return answered


async def test_the_form_shows_the_channels_that_are_chosen(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.rules = WorkspaceRules(channel_digests=ChannelDigests(("C0TEAM",), "zh_Hans"))

    await house.command("settings", command="/cs")

    [opened] = await house.slack.until("views.open")
    view = str(opened["view"])
    assert "'initial_conversations': ['C0TEAM']" in view
    assert "'max_selected_items': 5" in view
    assert "'exclude_external_shared_channels': True" in view
    assert "Not where guests or outsiders read." in view


@pytest.mark.parametrize(("language", "kept"), [("workspace", None), ("zh_Hans", "zh_Hans"), ("fr", None)])
async def test_a_channel_of_our_own_is_kept_and_recorded(
    house: FrontDesk, book: FakeLibrary, language: str, kept: str | None
) -> None:
    described(house, "U0DANA", "U0BOT")

    done = await chosen(house, "C0TEAM", language=language)

    assert "✓ Kept." in str(done)
    assert book.tables.rules.channel_digests == ChannelDigests(("C0TEAM",), kept)
    assert "settings.workspace" in [entry.action for entry in book.tables.audit]
    assert house.slack.said_to("conversations.join") == []


@pytest.mark.parametrize(
    ("members", "said", "words"),
    [
        pytest.param(("U0DANA", "U0GUS"), {}, "Guests read #cs-team: a digest is not for them.", id="a guest"),
        pytest.param(
            ("U0DANA", "U0EVE"),
            {},
            "People from outside the company read #cs-team, or are invited to.",
            id="an outsider",
        ),
        pytest.param(
            ("U0DANA",),
            {"is_ext_shared": True},
            "People from outside the company read #cs-team, or are invited to.",
            id="a channel shared with another company",
        ),
        pytest.param(
            (),
            {"num_members": 900, "is_member": False},
            "I could not find out who reads #cs-team. Choose a smaller one.",
            id="too large",
        ),
        pytest.param(
            ("U0DANA",),
            {"is_im": True},
            "That is no channel. Digests of your own come in direct messages.",
            id="a direct message",
        ),
    ],
)
async def test_a_channel_that_others_read_is_refused_at_its_field(
    house: FrontDesk, book: FakeLibrary, members: tuple[str, ...], said: dict[str, Any], words: str
) -> None:
    described(house, *members, **said)

    done = await chosen(house, "C0TEAM")

    assert done["errors"] == {"channels": words}
    assert book.tables.rules == WorkspaceRules()
    assert house.slack.said_to("conversations.join") == []


async def test_a_public_channel_is_joined(house: FrontDesk, book: FakeLibrary) -> None:
    described(house, "U0DANA", is_member=False)
    described(house, "U0DANA", "U0BOT")

    done = await chosen(house, "C0TEAM")

    assert "✓ Kept." in str(done)
    assert house.slack.said_to("conversations.join") == [{"channel": "C0TEAM"}]


async def test_where_slack_lets_us_not_in_an_invitation_is_asked_for(house: FrontDesk, book: FakeLibrary) -> None:
    described(house, "U0DANA", is_member=False)
    house.slack.instead["conversations.join"].append(Answer({"ok": False, "error": "missing_scope"}))

    done = await chosen(house, "C0TEAM")

    assert done["errors"] == {"channels": "I am not in #cs-team. Invite me there first."}


async def test_a_private_channel_that_hides_itself_is_not_named(house: FrontDesk, book: FakeLibrary) -> None:
    house.slack.instead["conversations.info"].append(Answer({"ok": False, "error": "channel_not_found"}))
    house.slack.instead["conversations.join"].append(Answer({"ok": False, "error": "channel_not_found"}))

    done = await chosen(house, "G0HIDDEN")

    assert done["errors"] == {"channels": "I am not in that channel. Invite me there first."}


async def test_a_channel_with_guests_is_not_joined(house: FrontDesk, book: FakeLibrary) -> None:
    described(house, "U0GUS", is_member=False)

    await chosen(house, "C0TEAM")

    assert house.slack.said_to("conversations.join") == []


async def test_a_channel_that_is_chosen_already_is_looked_at_each_morning_not_now(
    house: FrontDesk, book: FakeLibrary
) -> None:
    book.tables.rules = WorkspaceRules(channel_digests=ChannelDigests(("C0TEAM",)))

    assert "✓ Kept." in str(await chosen(house, "C0TEAM"))
    assert house.slack.said_to("conversations.info") == []


async def test_more_than_five_are_refused(house: FrontDesk, book: FakeLibrary) -> None:
    done = await chosen(house, *(f"C{number}" for number in range(6)))

    assert done["errors"] == {"channels": "Choose 5 channels at most."}


async def test_who_is_no_admin_chooses_nothing(house: FrontDesk, book: FakeLibrary) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.CSM))

    assert "✓ Kept." in str(await chosen(house, "C0TEAM"))
    assert book.tables.rules == WorkspaceRules()
    assert house.slack.said_to("conversations.info") == []


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        pytest.param(None, "none yet", id="none yet"),
        pytest.param(RunOutcome.TOLD, "that of Nov 20, 2026 is on its way, or could not be delivered", id="on its way"),
        pytest.param(RunOutcome.NOTHING, "nothing to say on Nov 20, 2026", id="nothing"),
        pytest.param(RunOutcome.SKIPPED, "that of Nov 20, 2026 came too late and was left out", id="late"),
        pytest.param(
            RunOutcome.WITHHELD, "that of Nov 20, 2026 was left out because of who reads there", id="withheld"
        ),
    ],
)
async def test_admins_read_which_channels_get_one_and_when(
    house: FrontDesk, book: FakeLibrary, outcome: RunOutcome | None, words: str
) -> None:
    book.tables.rules = WorkspaceRules(channel_digests=ChannelDigests(("C0TEAM",)))
    if outcome:
        day = NOON.date() - timedelta(days=2)
        book.tables.reader_runs["digest", "C0TEAM", day] = ReaderRun("digest", "C0TEAM", day, NOON, outcome)

    told = await house.told(await house.command("digest", command="/cs"))

    assert told.splitlines()[4:] == [
        "*Channels with a digest*",
        "The next one comes on *Nov 23, 2026 at 08:30* (Shanghai).",
        f"• <#C0TEAM>: {words}",
    ]


async def test_without_a_morning_or_a_channel_that_is_said(house: FrontDesk, book: FakeLibrary) -> None:
    none = await house.told(await house.command("digest", command="/cs"))
    book.tables.rules = WorkspaceRules(weekdays=frozenset(), channel_digests=ChannelDigests(("C0TEAM",)))
    never = await house.told(await house.command("digest", command="/cs"))

    assert none.splitlines()[4:] == ["No channel gets a digest. Admins choose them in the settings."]
    assert never.splitlines()[5] == "No day of the coming week has a digest, as the settings of everybody are."


async def test_who_is_no_admin_reads_nothing_of_channels(house: FrontDesk, book: FakeLibrary) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.CSM))

    assert "channel" not in (await house.told(await house.command("digest", command="/cs"))).casefold()


async def test_the_last_one_that_arrived_is_said(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.rules = WorkspaceRules(channel_digests=ChannelDigests(("C0TEAM",)))
    with book.writing() as written:
        number = written.outbox.put(Announcement(AnnouncementKind.TEST, "C0TEAM", "digest"), now=NOON)
        written.reader_runs.record(ReaderRun("digest", "C0TEAM", NOON.date(), NOON, RunOutcome.TOLD, number))
        [outgoing] = written.outbox.claim(now=NOON, most=1)
        posted = Settled(OutboxState.SENT, NOON, posted=Posted("C0TEAM", "1.5"))
        written.outbox.settle(outgoing, posted, now=NOON)

    told = await house.told(await house.command("digest", command="/cs"))

    assert told.splitlines()[6] == "• <#C0TEAM>: the last one came on Nov 22, 2026"
