"""The Home tab behind the real router, on a book in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from fakes import FakeLibrary
from front_desk import FrontDesk
from full_home import lines_of
from health_book import STANDING
from loopback_slack import Answer
from renewal_samples import renewal
from task_samples import task

from bot.blocks.kit import HomePage
from bot.blocks.request_words import telling_title
from bot.bootstrap.features.home import sections
from bot.handlers import home_tab
from bot.handlers.home_pages import HomePages
from bot.handlers.home_publishing import HomePublisher
from bot.services.home import Home
from bot.services.home_tabs import HomeTabs
from bot.services.outbox import Outgoings
from bot.services.tasks import Tasks
from bot.services.triage import Triage
from bot.settings import Settings
from domain.accounts import Account
from domain.permissions import Member, Role

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOON.date()
DAY = timedelta(days=1)


@dataclass
class HomeRoom:
    house: FrontDesk
    library: FakeLibrary
    publisher: HomePublisher

    def become(self, role: Role) -> None:
        member = Member("U0DANA", "Dana", role, zone="Europe/Berlin")
        self.house.library.book.members.save(member)
        self.library.tables.members["U0DANA"] = member

    async def opened(self, user: str = "U0DANA", *, tab: str = "home", **said: Any) -> None:
        event = {"type": "app_home_opened", "user": user, "tab": tab} | said
        await self.house.event(event=event, event_id=f"Ev{user}{len(self.house.slack.calls)}")

    async def press(self, action: str, value: str, **view: Any) -> None:
        pressed = {"action_id": action, "block_id": "b", "type": "button", "value": value}
        shown = {"id": "V0HOME", "type": "home", "private_metadata": "{}", "hash": "1.home", "blocks": []} | view
        await self.house.interact("block_actions_home", actions=[pressed], view=shown)

    async def published(self, count: int = 1) -> dict[str, Any]:
        """What was said to Slack the last of so many times."""
        said = (await self.house.slack.until("views.publish", count))[-1]
        view = said["view"] if isinstance(said["view"], dict) else json.loads(said["view"])
        return said | {"view": view}

    async def lines(self, count: int = 1) -> list[str]:
        view = (await self.published(count))["view"]
        return lines_of(HomePage(tuple(view["blocks"])))

    def slack_says(self, *answers: dict[str, Any]) -> None:
        for answer in answers:
            self.house.slack.instead["views.publish"].append(Answer({"ok": "error" not in answer} | answer))


def home_room(house: FrontDesk, *, pause: float = 0.01) -> HomeRoom:
    """Dana owns seven accounts, of which the first renews in ten days, and has two tasks today."""
    library = FakeLibrary()
    library.tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM, zone="Europe/Berlin")
    for number in range(1, 8):
        library.tables.accounts[number] = Account(number, f"Acme {number}", owner="U0DANA")
        library.tables.standings[number] = replace(STANDING, account=number, change_7=0, last_two_way_on=TODAY)
    library.tables.renewals[1] = renewal(1, due_on=TODAY + 10 * DAY)
    with library.writing() as book:
        for title in ("Call them", "Write to them"):
            book.tasks.add(task(title=title, assignee="U0DANA", account=1, due_on=TODAY))
    parts = sections(Settings(), library)
    home = Home(library, lambda: NOON, "UTC", [each.look for each in parts])
    tabs = HomeTabs(library, lambda: NOON, "UTC")
    pages, reading = HomePages(home, parts, house.admission), house.workspace._reading
    publisher = HomePublisher(lambda: pages, house.admission, tabs, house.desk, reading, pause=pause)
    tasks, triage = Tasks(library, clock=lambda: NOON), Triage(library, lambda: NOON, "UTC", "USD", telling_title)
    house.routes.afterwards(publisher.acted)
    home_tab.register(house.routes, publisher, tasks, triage, Outgoings(library, clock=lambda: NOON))
    return HomeRoom(house, library, publisher)
