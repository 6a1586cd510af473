from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from front_desk import DANA, FrontDesk
from loopback_slack import Answer, profile

from bot.handlers import admission, profiles
from bot.handlers.asked import Acknowledgement, Asked, Turn
from bot.handlers.home import Home
from bot.locale import Language
from domain.permissions import Member, Role


def turn(house: FrontDesk, **said: object) -> Turn:
    async def respond(_: object) -> None:
        raise AssertionError

    client = house.workspace._reading
    payload = {"user_id": "U0DANA", "command": "/health"} | said
    return Turn(payload, Acknowledgement(), respond, client, client, house.desk)


async def asked(house: FrontDesk, **said: object) -> Asked:
    return await house.admission.asked(turn(house, **said))


@pytest.mark.parametrize(
    ("zone", "today"),
    [
        pytest.param("Pacific/Auckland", date(2026, 11, 23), id="tomorrow in Auckland"),
        pytest.param("Pacific/Pago_Pago", date(2026, 11, 22), id="still today on the other side"),
        pytest.param("Mars/Olympus", date(2026, 11, 22), id="a zone nobody knows is the workspace's"),
    ],
)
async def test_today_is_where_the_reader_is(house: FrontDesk, zone: str, today: date) -> None:
    house.slack.users["U0DANA"] = profile("U0DANA", tz=zone)
    house.admission.forget("U0DANA")

    assert (await asked(house)).today == today


async def test_a_member_may_choose_another_language_than_slack_has(house: FrontDesk) -> None:
    house.library.book.members.save(replace(DANA, language="zh_Hans"))

    assert (await asked(house)).words.language is Language.ZH_HANS
    assert house.admission.words({"user_id": "U0DANA"}).language is Language.ZH_HANS


async def test_whoever_has_no_locale_reads_the_workspaces_language(house: FrontDesk) -> None:
    assert house.admission.words({"user_id": "U0HIDDEN"}).language is Language.EN


async def test_a_role_is_read_once_in_a_short_while(house: FrontDesk) -> None:
    await asked(house)
    looks = house.library.looks

    await asked(house)

    assert house.library.looks == looks


async def test_what_is_remembered_of_members_does_not_grow_for_ever(
    house: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "MOST", 1)
    house.slack.users["U0FIRST"] = profile("U0FIRST")

    await asked(house)
    await asked(house, user_id="U0FIRST")

    assert list(house.admission._members) == ["U0FIRST"]


async def test_in_an_organisation_the_profile_says_who_belongs(house: FrontDesk) -> None:
    house.workspace.known = Home("T0MOORLINE", "U0BOT", enterprise="E0OURS")

    found = await asked(house, user={"id": "U0DANA", "team_id": "T0SISTER"})

    assert found.member == DANA


async def test_members_who_never_wrote_are_looked_up(house: FrontDesk) -> None:
    house.slack.users["U0NEW"] = profile("U0NEW", tz="Asia/Shanghai", locale="zh-CN")
    house.library.book.members.save(Member("U0NEW", "New", Role.CSM))

    await profiles.learn(house.admission, house.desk)

    learnt = house.library.book.members.by_slack_id("U0NEW")
    assert learnt is not None
    assert (learnt.zone, learnt.locale) == ("Asia/Shanghai", "zh-CN")
    assert [said["user"] for said in house.slack.said_to("users.info")] == ["U0NEW"]


async def test_a_slack_that_does_not_answer_is_asked_again_later(
    house: FrontDesk, caplog: pytest.LogCaptureFixture
) -> None:
    house.library.book.members.save(Member("U0NEW", "New", Role.CSM))
    house.slack.instead["users.info"].append(Answer({"ok": False, "error": "fatal_error"}))

    await profiles.learn(house.admission, house.desk)

    assert caplog.messages == ["a profile could not be read: SlackApiError"]


async def test_whoever_left_is_not_written_to(house: FrontDesk) -> None:
    house.slack.users["U0GONE"] = profile("U0GONE", deleted=True)

    found = [await profiles.is_employee(who, house.admission, house.desk) for who in ("U0DANA", "U0GONE")]

    assert found == [True, False]


async def test_whom_slack_does_not_show_keeps_the_name_they_have(house: FrontDesk) -> None:
    house.library.book.members.save(Member("U0HIDDEN", "Hilda", Role.CSM))

    await profiles.learn(house.admission, house.desk)

    assert house.library.book.members.by_slack_id("U0HIDDEN") == Member("U0HIDDEN", "Hilda", Role.CSM)
