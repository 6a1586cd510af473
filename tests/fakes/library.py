from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import fields

from domain.playbooks.ports import Playbooks
from domain.scoring_ports import AccountsDue, ScoringPass
from fakes.accounts import FakeAccounts, FakeStandings
from fakes.activities import FakeActivities
from fakes.alerts import FakeAlertBook
from fakes.digests import FakeDigestBook
from fakes.feedback import FakeFeedback
from fakes.history import FakeJudgements, FakeSnapshots
from fakes.home import FakeHomeBook, FakeHomeTabs
from fakes.job_states import FakeJobStates
from fakes.lifecycle import FakeLifecycle
from fakes.mornings import FakeReaderRuns, FakeWishes
from fakes.organisation import FakeAudit, FakeFeeds, FakeJobRuns, FakeMembers, FakePolicies, FakeSeenEvents
from fakes.outbox import FakeOutbox
from fakes.owed_answers import FakeOwedAnswers
from fakes.people import FakePeople
from fakes.plans import FakeSuccessPlans
from fakes.plays import FakePlays
from fakes.renewals import FakeChurns, FakeContractTerms, FakeDepartures, FakeReminders, FakeRenewals
from fakes.revenue import FakeFrozenPeriods, FakeRates, FakeRevenueBook
from fakes.surveys import FakeSurveys
from fakes.tables import FakeTables
from fakes.tasks import FakeTasks
from fakes.teamwork import FakeTeamBook
from fakes.tellings import FakeTellings
from fakes.touchpoints import FakeTouchpoints
from fakes.tracker_links import FakeTrackerLinks
from fakes.value_facts import FakeValueFacts


class FakeBook:
    def __init__(self, tables: FakeTables) -> None:
        self.accounts = FakeAccounts(tables)
        self.standings = FakeStandings(tables)
        self.snapshots = FakeSnapshots(tables)
        self.judgements = FakeJudgements(tables)
        self.members = FakeMembers(tables)
        self.feeds = FakeFeeds(tables)
        self.audit = FakeAudit(tables)
        self.policies = FakePolicies(tables)
        self.seen_events = FakeSeenEvents(tables)
        self.job_runs = FakeJobRuns(tables)
        self.renewals = FakeRenewals(tables)
        self.contract_terms = FakeContractTerms(tables)
        self.churns = FakeChurns(tables)
        self.departures = FakeDepartures(tables)
        self.reminders = FakeReminders(tables)
        self.tasks = FakeTasks(tables)
        self.outbox = FakeOutbox(tables)
        self.reader_runs = FakeReaderRuns(tables)
        self.wishes = FakeWishes(tables)
        self.digests = FakeDigestBook(tables)
        self.activities = FakeActivities(tables)
        self.teamwork = FakeTeamBook(tables)
        self.feedback = FakeFeedback(tables)
        self.tellings = FakeTellings(tables)
        self.touchpoints = FakeTouchpoints(tables)
        self.success_plans = FakeSuccessPlans(tables)
        self.people = FakePeople(tables)
        self.surveys = FakeSurveys(tables)
        self.trackers = FakeTrackerLinks(tables)
        self.alerts = FakeAlertBook(tables)
        self.home = FakeHomeBook(tables)
        self.home_tabs = FakeHomeTabs(tables)
        self.lifecycle = FakeLifecycle(tables)
        self.job_states = FakeJobStates(tables)
        self.owed_answers = FakeOwedAnswers(tables)
        self.rates = FakeRates(tables)
        self.frozen_periods = FakeFrozenPeriods(tables)
        self.revenue = FakeRevenueBook(tables)
        self.value_facts = FakeValueFacts(tables)
        self.plays = FakePlays(tables)

    @property
    def due_accounts(self) -> AccountsDue:
        """Who tests scoring needs a real database (`sqlite_library`)."""
        raise LookupError("a book in memory has no accounts to score")

    @property
    def scoring(self) -> ScoringPass:
        """Columns are read from tables, as above."""
        raise LookupError("a book in memory has no columns to score")

    @property
    def playbooks(self) -> Playbooks:
        """They compare tables: who tests them needs a real database, too."""
        raise LookupError("a book in memory has no playbooks")


class FakeLibrary:
    """A book in memory; what a failed transaction wrote is taken back. `tables` is open to tests."""

    def __init__(self, tables: FakeTables | None = None) -> None:
        self.tables = tables or FakeTables()

    @contextmanager
    def reading(self) -> Iterator[FakeBook]:
        yield FakeBook(self.tables)

    @contextmanager
    def writing(self) -> Iterator[FakeBook]:
        before = deepcopy(self.tables)
        try:
            yield FakeBook(self.tables)
        except BaseException:
            for field in fields(FakeTables):
                setattr(self.tables, field.name, getattr(before, field.name))
            raise
