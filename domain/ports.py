"""What services need of the world, as protocols; `storage` and `integrations` fill them, `tests/fakes` stand in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from domain.accounts import Account, AccountMatch
    from domain.alerts.ports import AlertBook
    from domain.digests.facts import DigestBook
    from domain.expansion.ports import Plays
    from domain.feedback.ports import Feedback
    from domain.feedback.telling_ports import Tellings
    from domain.feedback.tracker_links import TrackerLinks
    from domain.feeds import Feeds
    from domain.health.ports import Judgements, Snapshots, Standings
    from domain.home_ports import HomeBook, HomeTabs
    from domain.job_states import JobStates
    from domain.lifecycle.ports import Lifecycle
    from domain.outbox.ports import Outbox
    from domain.owed_answers import OwedAnswers
    from domain.people.ports import People
    from domain.permissions import Member
    from domain.plans.ports import SuccessPlans
    from domain.playbooks.ports import Playbooks  # which no card needs
    from domain.preferences import Wishes
    from domain.reader_runs import ReaderRuns
    from domain.renewals.ports import Churns, ContractTerms, Departures, Reminders, Renewals
    from domain.revenue.ports import FrozenPeriods, Rates, RevenueBook
    from domain.scoring_ports import AccountsDue, ScoringPass
    from domain.surveys.ports import Surveys
    from domain.tasks.ports import Tasks
    from domain.teamwork.ports import TeamBook
    from domain.touchpoints.ports import Touchpoints
    from domain.value_report.ports import ValueFacts
    from domain.weekly.ports import Activities


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit: who did what to what, from where, and what it was before and after."""

    at: datetime
    actor: str
    action: str
    subject: str
    before: str | None = None
    after: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedPolicy:
    """An immutable version of the policy file."""

    version: int
    text: str
    published_at: datetime
    published_by: str


class Accounts(Protocol):
    """The accounts of the book, and finding the one a person means."""

    def by_id(self, account: int) -> Account | None: ...
    def exact(self, typed: str) -> Sequence[AccountMatch]:
        """Accounts whose name, alias, domain or external id is `typed` once normalised; no index is built for it.

        Where there is none, those whose domain an e-mail address or a link is of.
        """
        ...

    def like(self, typed: str, *, limit: int, within: Collection[int] | None = None) -> Sequence[AccountMatch]:
        """The accounts whose words are most like `typed` (typing errors, parts of names), best first; of `within`."""
        ...

    def held_by(self, person: str, *, today: date) -> frozenset[int]:
        """The accounts that somebody owns, and those they cover on the day; churned ones too."""
        ...

    def linked_to(self, channel: str) -> Sequence[int]:
        """The accounts that a Slack channel is linked to."""
        ...


class Members(Protocol):
    def by_slack_id(self, slack_id: str) -> Member | None: ...
    def all(self) -> Sequence[Member]: ...
    def save(self, member: Member) -> None: ...
    def remove(self, slack_id: str) -> None:
        """Takes the role away; who is no member already stays none."""
        ...


class Audit(Protocol):
    def record(self, entry: AuditEntry) -> None: ...
    def entries(self, *, action: str | None = None, limit: int = 100) -> Sequence[AuditEntry]:
        """Newest first."""
        ...


class Policies(Protocol):
    def current(self) -> PublishedPolicy | None: ...
    def version(self, version: int) -> PublishedPolicy | None: ...
    def publish(self, text: str, *, by: str, at: datetime) -> PublishedPolicy:
        """The stored version; the text of the current version again is that version, not a new one."""
        ...


class SeenEvents(Protocol):
    """De-duplication of Slack's at-least-once deliveries."""

    def begin(self, event: str, *, now: datetime) -> bool:
        """True for whoever may handle the event now: nobody has, or the one who began died (lease over)."""
        ...

    def finish(self, event: str) -> None: ...
    def sweep(self, *, older_than: datetime) -> int: ...


class JobRuns(Protocol):
    """Who does a job for a local day: one of all replicas, once."""

    def claim(self, job: str, local_day: date, *, now: datetime) -> bool:
        """True for the one who is to run it; one begun half an hour ago and never finished is given again."""
        ...

    def finish(self, job: str, local_day: date, *, now: datetime) -> None: ...
    def last_finished(self, job: str) -> date | None:
        """The latest local day the job was finished for."""
        ...


class Book(Protocol):
    """Every table's port behind one transaction."""

    @property
    def accounts(self) -> Accounts: ...
    @property
    def standings(self) -> Standings: ...
    @property
    def snapshots(self) -> Snapshots: ...
    @property
    def judgements(self) -> Judgements: ...
    @property
    def members(self) -> Members: ...
    @property
    def feeds(self) -> Feeds: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def policies(self) -> Policies: ...
    @property
    def seen_events(self) -> SeenEvents: ...
    @property
    def job_runs(self) -> JobRuns: ...
    @property
    def due_accounts(self) -> AccountsDue: ...
    @property
    def scoring(self) -> ScoringPass: ...
    @property
    def renewals(self) -> Renewals: ...
    @property
    def contract_terms(self) -> ContractTerms: ...
    @property
    def churns(self) -> Churns: ...
    @property
    def departures(self) -> Departures: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def playbooks(self) -> Playbooks: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def reader_runs(self) -> ReaderRuns: ...
    @property
    def wishes(self) -> Wishes: ...
    @property
    def digests(self) -> DigestBook: ...
    @property
    def activities(self) -> Activities: ...
    @property
    def home(self) -> HomeBook: ...
    @property
    def home_tabs(self) -> HomeTabs: ...
    @property
    def teamwork(self) -> TeamBook: ...
    @property
    def alerts(self) -> AlertBook: ...
    @property
    def feedback(self) -> Feedback: ...
    @property
    def tellings(self) -> Tellings: ...
    @property
    def trackers(self) -> TrackerLinks: ...
    @property
    def touchpoints(self) -> Touchpoints: ...
    @property
    def success_plans(self) -> SuccessPlans: ...

    @property
    def people(self) -> People: ...
    @property
    def surveys(self) -> Surveys: ...
    @property
    def job_states(self) -> JobStates: ...
    @property
    def lifecycle(self) -> Lifecycle: ...
    @property
    def owed_answers(self) -> OwedAnswers: ...
    @property
    def rates(self) -> Rates: ...
    @property
    def frozen_periods(self) -> FrozenPeriods: ...
    @property
    def revenue(self) -> RevenueBook: ...
    @property
    def value_facts(self) -> ValueFacts: ...

    @property
    def plays(self) -> Plays: ...


class Library(Protocol):
    """Opens the book: `reading()` for one look, `writing()` for a transaction that commits or leaves no trace."""

    def reading(self) -> AbstractContextManager[Book]: ...
    def writing(self) -> AbstractContextManager[Book]: ...
