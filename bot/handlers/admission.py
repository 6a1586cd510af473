"""From a request to a member's question: who asks, in which language, on which day."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.handlers.affiliations import People
from bot.handlers.asked import Asked, Turn
from bot.handlers.home import Workspace
from bot.handlers.payloads import Payload, home_team_of_person_in, person_in
from bot.locale import Language, Words, language_for, words_for
from bot.services.access import Access
from domain.errors import NotAMemberError
from domain.permissions import Affiliation, Member, Person
from domain.zones import zone_called

REMEMBERED = 2.0
"""Seconds after which a role is read from the book again: a role that was taken away works no longer than this."""
MOST = 20_000


class Admission:
    """Lets members in; everyone else gets `NotAMemberError`."""

    def __init__(
        self,
        access: Access,
        people: People,
        workspace: Workspace,
        *,
        clock: Callable[[], datetime],
        zone: str = "UTC",
        language: Language = Language.EN,
        prefix: str = "",
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self.access = access
        self.people = people
        self._workspace = workspace
        self._clock = clock
        self._zone = zone
        self._language = language
        self._prefix = prefix
        self._timer = timer
        self._members: dict[str, tuple[float, Member]] = {}

    async def asked(self, turn: Turn) -> Asked:
        member = await self._member(turn, await self._person(turn.payload))
        now = self.now_of(member)
        return Asked(member, self._words_for(member), now, now.date(), turn)

    def words(self, payload: Payload) -> Words:
        """The language to refuse in, or to say what failed before it was known who asks."""
        slack_id = person_in(payload)
        if slack_id in self._members:
            return self._words_for(self._members[slack_id][1])
        person = self.people.glimpse(slack_id)
        return self.words_of(person.locale if person else None, None)

    def knows(self, payload: Payload) -> bool:
        """Whether the person can be let in without asking Slack."""
        return self.people.glimpse(person_in(payload)) is not None

    def forget(self, slack_id: str) -> None:
        self.people.forget(slack_id)
        self._members.pop(slack_id, None)

    async def _person(self, payload: Payload) -> Person:
        slack_id = person_in(payload)
        if not slack_id:
            raise NotAMemberError("", Affiliation.OUTSIDER.value)
        person = await self.people.person(slack_id)
        home = await self._workspace.home()
        comes_from = home_team_of_person_in(payload)
        if comes_from and not home.enterprise and comes_from != home.team:
            return replace(person, affiliation=Affiliation.OUTSIDER)
        return person

    async def _member(self, turn: Turn, person: Person) -> Member:
        now = self._timer()
        until, member = self._members.get(person.slack_id, (now, None))
        if member and now < until and person.affiliation is Affiliation.EMPLOYEE:
            return member
        member = await turn.desk.work(lambda: self.access.admitted(person))
        if len(self._members) >= MOST:
            self._members.clear()
        self._members[person.slack_id] = (now + REMEMBERED, member)
        return member

    def _words_for(self, member: Member) -> Words:
        return self.words_of(member.locale, member.language)

    def now_of(self, member: Member) -> datetime:
        """What the clock shows where they are."""
        return self._clock().astimezone(zone_called(member.zone, self._zone))

    def words_of(self, locale: str | None, override: str | None) -> Words:
        return words_for(language_for(locale, override) if locale or override else self._language, self._prefix)
