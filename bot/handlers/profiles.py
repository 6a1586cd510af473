"""Slack says that somebody's profile changed: a name, a language, a guest who was none before."""

from __future__ import annotations

import logging
from functools import partial

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.handlers.admission import Admission
from bot.handlers.affiliations import person_from
from bot.handlers.desk import Desk
from bot.handlers.home import Workspace
from bot.handlers.payloads import Payload
from bot.handlers.routing import Routes
from domain.permissions import Affiliation, Person

log = logging.getLogger(__name__)


async def learn(admission: Admission, desk: Desk) -> None:
    """Asks Slack for the zone and the language of members who never wrote: their mornings come all the same."""
    for member in await desk.work(admission.access.members):
        if member.zone is None:
            try:
                person = await admission.people.person(member.slack_id)
            except (SlackApiError, ClientError, TimeoutError) as error:
                log.warning("a profile could not be read: %s", type(error).__name__)
                return
            await _take_over(person, admission, desk)


async def is_employee(slack_id: str, admission: Admission, desk: Desk) -> bool:
    """Whether somebody may be written to, as Slack says now; what else it says of them is taken over."""
    person = await admission.people.person(slack_id)
    await _take_over(person, admission, desk)
    return person.affiliation is Affiliation.EMPLOYEE


async def _take_over(person: Person, admission: Admission, desk: Desk) -> None:
    """Of whom Slack shows nothing, nothing is known better than before."""
    if person.affiliation is Affiliation.EMPLOYEE:
        await desk.work(partial(admission.access.refresh, person))


def register(routes: Routes, admission: Admission, workspace: Workspace, desk: Desk) -> None:
    async def take_over(payload: Payload) -> None:
        user = payload["event"]["user"]
        admission.forget(user["id"])
        person = person_from(user, await workspace.home())
        await desk.work(partial(admission.access.refresh, person))

    routes.event("user_change", take_over)
