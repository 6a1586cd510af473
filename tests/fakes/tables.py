from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from domain.accounts import Account, AccountStatus, TouchpointDirection, UsageMeasure
from domain.alerts.alert import Alert, AlertStep
from domain.alerts.evidence import AlertEvidence
from domain.alerts.watching import Look
from domain.digests.facts import Attention, Departure
from domain.expansion.play import Play, PlayGlance, PlayStep
from domain.expansion.suggesting import PassedOn, SeatFacts
from domain.feedback.merging import Following
from domain.feedback.request import ProductArea, Request, Voice
from domain.feedback.states import RequestStep
from domain.feedback.telling import Telling
from domain.feedback.tracker_links import TrackerLink, TrackerNote
from domain.feedback.trackers import Place
from domain.feeds import Feed
from domain.first_value.reached import ValueNote, ValueReached
from domain.health.ports import HistoryMark
from domain.health.snapshots import Snapshot
from domain.health.standing import AccountStanding, Judgement
from domain.home_ports import HomeTab
from domain.job_states import JobState
from domain.outbox.outgoing import Pause
from domain.owed_answers import OwedAnswer
from domain.people.contact import Contact
from domain.permissions import Member
from domain.plans.plan import CheckIn, Measurement, Outcome, PlanMilestone
from domain.ports import AuditEntry, PublishedPolicy
from domain.preferences import Preferences, WorkspaceRules
from domain.reader_runs import ReaderRun
from domain.renewals.ports import Reminder
from domain.renewals.renewal import Churn, Forecast, Renewal
from domain.renewals.terms import ContractTerm
from domain.revenue.ports import FrozenPeriod, StatedRate
from domain.success import Milestone, SuccessOutcome
from domain.surveys.answer import SurveyAnswer
from domain.surveys.sent import Stray
from domain.tasks.task import Task, TaskComment, TaskGlance
from domain.teamwork.customers import SeatSpan
from domain.touchpoints.touchpoint import AccountContact, Touchpoint
from domain.value_report.use import SeatLine

if TYPE_CHECKING:
    from fakes.outbox import FakeOutboxRow


@dataclass(frozen=True, slots=True)
class Meeting:
    """A touchpoint, as far as it counts in a week."""

    account: int
    at: datetime
    author: str | None = None
    direction: TouchpointDirection = TouchpointDirection.TWO_WAY


@dataclass(slots=True)
class FakeTables:
    """What the book holds; tests may put in whatever they need."""

    accounts: dict[int, Account] = field(default_factory=dict)
    standings: dict[int, AccountStanding] = field(default_factory=dict)
    snapshots: list[Snapshot] = field(default_factory=list)
    events: dict[int, list[HistoryMark]] = field(default_factory=dict)
    judgements: dict[int, list[Judgement]] = field(default_factory=dict)
    renewals: dict[int, Renewal] = field(default_factory=dict)
    forecasts: dict[int, list[Forecast]] = field(default_factory=dict)
    terms: dict[int, ContractTerm] = field(default_factory=dict)
    churns: dict[int, Churn] = field(default_factory=dict)
    reminders: dict[tuple[int, int], Reminder] = field(default_factory=dict)
    rates: dict[tuple[str, date], StatedRate] = field(default_factory=dict)
    frozen: dict[str, FrozenPeriod] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)
    task_comments: list[TaskComment] = field(default_factory=list)
    glances: dict[int, TaskGlance] = field(default_factory=dict)
    plays: dict[int, Play] = field(default_factory=dict)
    play_steps: list[PlayStep] = field(default_factory=list)
    play_glances: dict[int, PlayGlance] = field(default_factory=dict)
    seat_facts: list[SeatFacts] = field(default_factory=list)
    passed_on: dict[int, PassedOn] = field(default_factory=dict)
    outbox: list[FakeOutboxRow] = field(default_factory=list)
    pauses: dict[str, Pause] = field(default_factory=dict)
    direct_lines: dict[str, str] = field(default_factory=dict)
    reader_runs: dict[tuple[str, str, date], ReaderRun] = field(default_factory=dict)
    preferences: dict[str, Preferences] = field(default_factory=dict)
    rules: WorkspaceRules = field(default_factory=WorkspaceRules)
    attention: dict[int, Attention] = field(default_factory=dict)
    digest_lines: set[tuple[int, int]] = field(default_factory=set)
    meetings: list[Meeting] = field(default_factory=list)
    departed: list[Departure] = field(default_factory=list)
    areas: dict[int, ProductArea] = field(default_factory=dict)
    requests: dict[int, Request] = field(default_factory=dict)
    voices: list[Voice] = field(default_factory=list)
    request_steps: list[RequestStep] = field(default_factory=list)
    tellings: dict[int, Telling] = field(default_factory=dict)
    followings: dict[tuple[int, str], Following] = field(default_factory=dict)
    tracker_links: dict[int, TrackerLink] = field(default_factory=dict)
    tracker_notes: dict[int, TrackerNote] = field(default_factory=dict)
    tracker_watches: dict[Place, tuple[datetime, datetime]] = field(default_factory=dict)
    touchpoints: dict[tuple[int, str], Touchpoint] = field(default_factory=dict)
    contacts: dict[int, list[AccountContact]] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    outcome_edits: dict[int, Outcome] = field(default_factory=dict)
    measurements: dict[int, Measurement] = field(default_factory=dict)
    check_ins: dict[int, CheckIn] = field(default_factory=dict)
    milestones: dict[int, PlanMilestone] = field(default_factory=dict)
    usage: dict[tuple[int, UsageMeasure], dict[date, int]] = field(default_factory=dict)
    onboarding_steps: dict[int, list[Milestone]] = field(default_factory=dict)
    values_reached: dict[int, ValueReached] = field(default_factory=dict)
    value_notes: dict[int, ValueNote] = field(default_factory=dict)
    people: dict[int, Contact] = field(default_factory=dict)
    answers: dict[int, SurveyAnswer] = field(default_factory=dict)
    asks: dict[tuple[int, str], tuple[str, int | None, date]] = field(default_factory=dict)
    strays: dict[int, Stray] = field(default_factory=dict)
    alerts: dict[int, Alert] = field(default_factory=dict)
    alert_steps: list[AlertStep] = field(default_factory=list)
    looks: dict[int, Look] = field(default_factory=dict)
    looked_at: dict[int, datetime] = field(default_factory=dict)
    alert_evidence: dict[int, AlertEvidence] = field(default_factory=dict)
    job_states: dict[str, JobState] = field(default_factory=dict)
    owed_answers: dict[int, tuple[OwedAnswer, datetime]] = field(default_factory=dict)
    """And when whoever looks takes it over."""
    seats: dict[int, list[SeatLine]] = field(default_factory=dict)
    left_from: dict[int, AccountStatus] = field(default_factory=dict)
    nps: list[tuple[int, str, int, date]] = field(default_factory=list)
    """Account, person, answer, day."""
    team_use: list[tuple[int, UsageMeasure, date, int]] = field(default_factory=list)
    seat_spans: list[SeatSpan] = field(default_factory=list)
    agreed_outcomes: list[SuccessOutcome] = field(default_factory=list)
    links: dict[str, list[int]] = field(default_factory=dict)
    home_tabs: dict[str, HomeTab] = field(default_factory=dict)
    outdated_homes: set[str] = field(default_factory=set)
    members: dict[str, Member] = field(default_factory=dict)
    feeds: dict[str, Feed] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    policies: list[PublishedPolicy] = field(default_factory=list)
    begun: dict[str, datetime] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    claimed: dict[tuple[str, date], datetime] = field(default_factory=dict)
    finished: set[tuple[str, date]] = field(default_factory=set)
