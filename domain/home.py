"""What the Home tab shows each role: what needs them today, their book, what waits for them, and how Moorline is."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.digests.items import Item
from domain.feedback.queue import WaitingRequest
from domain.feedback.request import ProductArea, Request
from domain.feedback.telling import UntoldLine
from domain.feeds import Feed, quiet_since
from domain.health.model import Band
from domain.health.ports import StandingPage
from domain.home_ports import NextRenewal, OwnerWithoutRole, SetUp
from domain.home_view import HomeView, Whose
from domain.job_states import JobState
from domain.outbox.outgoing import Pause
from domain.outbox.ports import OutboxCounts, OutboxLine
from domain.permissions import Member, Role, may_lead
from domain.renewals.head import Amounts
from domain.renewals.listing import RenewalRow
from domain.tasks.ports import TaskPage
from domain.teams import people_below
from domain.touchpoints.ports import CadencePage

WORSE_DAYS = 7
FEED_PATIENCE_DAYS = 3
_OF_ACCOUNTS = frozenset({Role.CSM, Role.MANAGER, Role.DIRECTOR, Role.ADMIN})
_MAY_FILTER = frozenset({Role.MANAGER, Role.DIRECTOR, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class HomeAsk:
    """Who looks, at what, on which day of theirs. `people`: whose accounts it is about; None: everybody's.

    `members` is everybody with a role, for whoever may look at the accounts of others; for others it is empty.
    """

    reader: Member
    view: HomeView
    now: datetime
    today: date
    members: Sequence[Member]
    people: tuple[str, ...] | None
    team: frozenset[str]
    """Those whose work the reader answers for, the reader too."""

    @property
    def is_own(self) -> bool:
        return self.people == (self.reader.slack_id,)


def is_of_accounts(member: Member) -> bool:
    """Whether somebody looks after accounts, or after those who do."""
    return member.role in _OF_ACCOUNTS


def may_filter(member: Member) -> bool:
    return member.role in _MAY_FILTER


def usual_whose(member: Member) -> str:
    """What is shown before anybody is chosen."""
    return {Role.MANAGER: Whose.TEAM, Role.DIRECTOR: Whose.ALL}.get(member.role, Whose.MINE).value


def may_be_shown(member: Member, members: Sequence[Member]) -> Mapping[str, str]:
    """Whose Home accounts may be chosen: by Slack id the names of those below a manager, of all for who leads all."""
    if not may_filter(member):
        return {}
    below = set(people_below(member, members)) if member.role is Role.MANAGER else None
    working = [each for each in members if is_of_accounts(each) and (below is None or each.slack_id in below)]
    return {each.slack_id: each.name for each in sorted(working, key=lambda each: (each.name, each.slack_id))}


def scopes_of(member: Member) -> tuple[str, ...]:
    """What may be chosen beside single people, in the order in which it is offered."""
    if not may_filter(member):
        return ()
    everybody = () if member.role is Role.MANAGER else (Whose.ALL.value,)
    team = (Whose.TEAM.value,) if may_lead(member) else ()
    return (*everybody, *team, Whose.MINE.value)


def whose_shown(member: Member, whose: str, members: Sequence[Member]) -> str:
    """What was chosen, where it (still) may be; else what is usual."""
    if whose in scopes_of(member) or whose in may_be_shown(member, members):
        return whose
    return usual_whose(member)


def people_of(member: Member, whose: str, members: Sequence[Member]) -> tuple[str, ...] | None:
    match whose:
        case Whose.MINE:
            return (member.slack_id,)
        case Whose.TEAM:
            return people_below(member, members)
        case Whose.ALL:
            return None
        case _:
            return (whose,)


@dataclass(frozen=True, slots=True)
class RenewalsSoon:
    """Open ones, past or due within 30 days, of which nobody is sure. `changeable`: these may be given a forecast."""

    rows: tuple[RenewalRow, ...]
    total: int
    arr: Amounts
    changeable: Container[int]


@dataclass(frozen=True, slots=True)
class WorseLook:
    items: tuple[Item, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TodayLook:
    """What needs somebody today; what is None is nothing of the role's. `changeable` are numbers of tasks."""

    tasks: TaskPage
    changeable: Container[int]
    contact: CadencePage | None = None
    renewals: RenewalsSoon | None = None
    worse: WorseLook | None = None
    next_renewal: NextRenewal | None = None

    @property
    def is_quiet(self) -> bool:
        contact, renewals, worse = self.contact, self.renewals, self.worse
        counts = (contact.overdue if contact else 0, renewals.total if renewals else 0, worse.total if worse else 0)
        return not (self.tasks.total or any(counts))


@dataclass(frozen=True, slots=True)
class BandGroup:
    accounts: int
    arr: Amounts


@dataclass(frozen=True, slots=True)
class BookLook:
    """Accounts by band, None: never scored. `opened` are those of the band that was pressed."""

    bands: Mapping[Band | None, BandGroup]
    accounts: int
    arr: Amounts
    opened: StandingPage | None = None


@dataclass(frozen=True, slots=True)
class WaitingLook:
    """What of requests waits for the reader: whom to tell, and what was asked back; the first rows of each."""

    untold: tuple[UntoldLine, ...]
    untold_total: int
    questions: tuple[Request, ...]
    questions_total: int


@dataclass(frozen=True, slots=True)
class ProductLook:
    """What waits for a decision, who asked and does not know it yet, and the areas that the reader decides on."""

    queue: tuple[WaitingRequest, ...]
    queue_total: int
    late: int
    askers: tuple[UntoldLine, ...]
    askers_total: int
    areas: tuple[ProductArea, ...]


@dataclass(frozen=True, slots=True)
class OwnState:
    """For admins: messages that wait or were given up (newest first), and the jobs that fail."""

    counts: OutboxCounts
    pauses: Sequence[Pause]
    parked: Sequence[OutboxLine]
    failing: Sequence[JobState]

    @property
    def is_well(self) -> bool:
        return not (self.pauses or self.parked or self.failing)


@dataclass(frozen=True, slots=True)
class Connections:
    """How Moorline was started: by `socket` or `http`, on which kind of database, with which trackers."""

    mode: str
    database: str
    trackers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyLook:
    """For admins. `trackers_at`: when the job of the trackers last ended well; `stopped` names feeds."""

    connections: Connections
    trackers_at: datetime | None
    trackers_fail: bool
    feeds: tuple[Feed, ...]
    stopped: frozenset[str]
    roles: Mapping[Role, int]
    without_role: tuple[OwnerWithoutRole, ...]
    refused: int
    areas: int
    digest_channels: tuple[str, ...]
    set_up: SetUp
    policy: int | None
    own: OwnState

    @property
    def is_set_up(self) -> bool:
        """Whether nothing of the first steps is left."""
        is_read = bool(self.set_up.accounts and self.set_up.scored and self.policy)
        return is_read and sum(self.roles.values()) > 1 and bool(self.areas)


@dataclass(frozen=True, slots=True)
class HomeLook:
    """`parts`: what each section found, in their order, None where it is not this reader's."""

    ask: HomeAsk
    parts: tuple[object | None, ...]
    has_digest: bool
    next_digest_at: datetime | None
    zone: str


def stopped_feeds(feeds: Sequence[Feed], now: datetime) -> frozenset[str]:
    """Those whose last try failed, and those of data that come day by day and that no source brought for days."""
    quiet = quiet_since(feeds, now, days=FEED_PATIENCE_DAYS).keys()
    return frozenset(feed.name for feed in feeds if feed.last_error or not quiet.isdisjoint(feed.covers))
