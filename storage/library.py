"""The book as services open it: one look, or one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from storage.account_index import AccountIndex
from storage.accounts import SqlAccounts
from storage.activities import SqlActivities
from storage.alerts import SqlAlertBook
from storage.audit import SqlAudit
from storage.away import said_plainly
from storage.digests import SqlDigestBook
from storage.engine import WAIT_SECONDS, Engines, engines
from storage.feedback import SqlFeedback, SqlTellings
from storage.feeds import SqlFeeds
from storage.home import SqlHomeBook, SqlHomeTabs
from storage.job_runs import SqlJobRuns
from storage.job_states import SqlJobStates
from storage.judgements import SqlJudgements
from storage.members import SqlMembers
from storage.outbox import SqlOutbox
from storage.owed_answers import SqlOwedAnswers
from storage.plans import SqlSuccessPlans
from storage.policies import SqlPolicies
from storage.preferences import SqlWishes
from storage.reader_runs import SqlReaderRuns
from storage.readers import Readers
from storage.renewals import SqlChurns, SqlContractTerms, SqlDepartures, SqlReminders, SqlRenewals
from storage.revenue import SqlFrozenPeriods, SqlRates, SqlRevenueBook
from storage.seen_events import SqlSeenEvents
from storage.snapshots import SqlSnapshots
from storage.standings import SqlStandings
from storage.successes import SqlSuccesses
from storage.tasks import SqlTasks
from storage.touchpoints import SqlTouchpoints
from storage.trackers import SqlTrackerLinks

if TYPE_CHECKING:
    from storage.expansion import SqlPlays
    from storage.lifecycle import SqlLifecycle
    from storage.people import SqlPeople
    from storage.playbooks import SqlPlaybooks
    from storage.scoring.due import SqlDueAccounts
    from storage.scoring.passes import SqlScoring
    from storage.surveys import SqlSurveys
    from storage.teamwork import SqlTeamBook
    from storage.value_facts import SqlValueFacts


class SqlBook:
    """The ports over one connection; each is made when it is asked for, as a command needs one or two."""

    __slots__ = ("_index", "connection")

    def __init__(self, connection: Connection, index: AccountIndex) -> None:
        self.connection = connection
        self._index = index

    @property
    def accounts(self) -> SqlAccounts:
        return SqlAccounts(self.connection, self._index)

    @property
    def standings(self) -> SqlStandings:
        return SqlStandings(self.connection, self.accounts)

    @property
    def snapshots(self) -> SqlSnapshots:
        return SqlSnapshots(self.connection)

    @property
    def judgements(self) -> SqlJudgements:
        return SqlJudgements(self.connection)

    @property
    def members(self) -> SqlMembers:
        return SqlMembers(self.connection)

    @property
    def feeds(self) -> SqlFeeds:
        return SqlFeeds(self.connection)

    @property
    def audit(self) -> SqlAudit:
        return SqlAudit(self.connection)

    @property
    def policies(self) -> SqlPolicies:
        return SqlPolicies(self.connection)

    @property
    def seen_events(self) -> SqlSeenEvents:
        return SqlSeenEvents(self.connection)

    @property
    def job_runs(self) -> SqlJobRuns:
        return SqlJobRuns(self.connection)

    @property
    def due_accounts(self) -> SqlDueAccounts:
        from storage.scoring.due import SqlDueAccounts  # noqa: PLC0415 (for writers alone)

        return SqlDueAccounts(self.connection)

    @property
    def scoring(self) -> SqlScoring:
        from storage.scoring.passes import SqlScoring  # noqa: PLC0415 (numpy, which answers do without)

        return SqlScoring(self.connection)

    @property
    def playbooks(self) -> SqlPlaybooks:
        from storage.playbooks import SqlPlaybooks  # noqa: PLC0415 (few answers need them)

        return SqlPlaybooks(self.connection)

    @property
    def successes(self) -> SqlSuccesses:
        return SqlSuccesses(self.connection)

    @property
    def plays(self) -> SqlPlays:
        from storage.expansion import SqlPlays  # noqa: PLC0415 (loaded with its feature)

        return SqlPlays(self.connection)

    @property
    def renewals(self) -> SqlRenewals:
        return SqlRenewals(self.connection)

    @property
    def contract_terms(self) -> SqlContractTerms:
        return SqlContractTerms(self.connection)

    @property
    def churns(self) -> SqlChurns:
        return SqlChurns(self.connection)

    @property
    def departures(self) -> SqlDepartures:
        return SqlDepartures(self.connection)

    @property
    def reminders(self) -> SqlReminders:
        return SqlReminders(self.connection)

    @property
    def tasks(self) -> SqlTasks:
        return SqlTasks(self.connection)

    @property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self.connection)

    @property
    def reader_runs(self) -> SqlReaderRuns:
        return SqlReaderRuns(self.connection)

    @property
    def wishes(self) -> SqlWishes:
        return SqlWishes(self.connection)

    @property
    def digests(self) -> SqlDigestBook:
        return SqlDigestBook(self.connection)

    @property
    def activities(self) -> SqlActivities:
        return SqlActivities(self.connection)

    @property
    def value_facts(self) -> SqlValueFacts:
        from storage.value_facts import SqlValueFacts  # noqa: PLC0415 (loaded with its feature)

        return SqlValueFacts(self.connection)

    @property
    def home(self) -> SqlHomeBook:
        return SqlHomeBook(self.connection)

    @property
    def home_tabs(self) -> SqlHomeTabs:
        return SqlHomeTabs(self.connection)

    @property
    def lifecycle(self) -> SqlLifecycle:
        from storage.lifecycle import SqlLifecycle  # noqa: PLC0415 (loaded with its feature)

        return SqlLifecycle(self.connection)

    @property
    def teamwork(self) -> SqlTeamBook:
        from storage.teamwork import SqlTeamBook  # noqa: PLC0415 (figures of a team are asked for now and then)

        return SqlTeamBook(self.connection)

    @property
    def alerts(self) -> SqlAlertBook:
        return SqlAlertBook(self.connection)

    @property
    def feedback(self) -> SqlFeedback:
        return SqlFeedback(self.connection)

    @property
    def tellings(self) -> SqlTellings:
        return SqlTellings(self.connection)

    @property
    def trackers(self) -> SqlTrackerLinks:
        return SqlTrackerLinks(self.connection)

    @property
    def touchpoints(self) -> SqlTouchpoints:
        return SqlTouchpoints(self.connection)

    @property
    def success_plans(self) -> SqlSuccessPlans:
        return SqlSuccessPlans(self.connection)

    @property
    def people(self) -> SqlPeople:
        from storage.people import SqlPeople  # noqa: PLC0415 (loaded with its feature)

        return SqlPeople(self.connection)

    @property
    def surveys(self) -> SqlSurveys:
        from storage.surveys import SqlSurveys  # noqa: PLC0415 (loaded with its feature)

        return SqlSurveys(self.connection)

    @property
    def job_states(self) -> SqlJobStates:
        return SqlJobStates(self.connection)

    @property
    def owed_answers(self) -> SqlOwedAnswers:
        return SqlOwedAnswers(self.connection)

    @property
    def rates(self) -> SqlRates:
        return SqlRates(self.connection)

    @property
    def frozen_periods(self) -> SqlFrozenPeriods:
        return SqlFrozenPeriods(self.connection)

    @property
    def revenue(self) -> SqlRevenueBook:
        return SqlRevenueBook(self.connection)


class SqlLibrary:
    """One book in one database, for all threads of a process; `wait_seconds` is the patience with locks."""

    def __init__(self, url: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self.url = url
        self.engines: Engines = engines(url, wait_seconds=wait_seconds)
        self.readers = Readers(self.engines.reading)
        self._index = AccountIndex()

    @contextmanager
    def reading(self) -> Iterator[SqlBook]:
        with said_plainly(), self.readers.one() as connection:
            yield SqlBook(connection, self._index)

    @contextmanager
    def writing(self) -> Iterator[SqlBook]:
        """A search in here has an index of its own: what is not committed yet must not get into the shared one."""
        with said_plainly(), self.engines.writing.begin() as connection:
            yield SqlBook(connection, AccountIndex())
        self._index.look_again()

    def close(self) -> None:
        self.readers.close()
        self.engines.dispose()
