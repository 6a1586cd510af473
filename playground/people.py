from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from playground.refusals import SlackRefusal

WORKSPACE_VOICE = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Team:
    id: str
    name: str
    domain: str


@dataclass(slots=True)
class Person:
    """A member, a guest, an outsider or an app's bot user; `label` is what the "you are" switch calls them."""

    id: str
    team_id: str
    handle: str
    real_name: str
    label: str = ""
    locale: str = "en-US"
    tz: str = "Europe/London"
    email: str | None = None
    title: str = ""
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False
    is_bot: bool = False

    @property
    def is_guest(self) -> bool:
        return self.is_restricted or self.is_ultra_restricted


class People:
    def __init__(self, home: Team, *, others: Iterable[Team] = ()) -> None:
        self.teams = {team.id: team for team in (home, *others)}
        self._home = home
        self._people: dict[str, Person] = {}

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people.values())

    def add(self, person: Person) -> Person:
        self._people[person.id] = person
        return person

    def find(self, person_id: str) -> Person | None:
        return self._people.get(person_id)

    def named(self, person_id: str) -> Person:
        if person := self._people.get(person_id):
            return person
        raise SlackRefusal("user_not_found")

    def with_email(self, email: str) -> Person:
        for person in self:
            if person.email is not None and person.email.casefold() == email.casefold() and not person.deleted:
                return person
        raise SlackRefusal("users_not_found")

    def humans(self) -> list[Person]:
        return [person for person in self if not person.is_bot and not person.deleted]

    def is_outsider(self, person: Person) -> bool:
        return person.team_id != self._home.id
