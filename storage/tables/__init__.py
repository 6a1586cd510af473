"""Every table of the book; importing this package makes `BookTable.metadata` complete."""

from __future__ import annotations

from storage.tables.accounts import AccountRow, AccountWordRow, AccountWordVersionRow, ContactRow, ExternalIdRow
from storage.tables.activity import (
    InvoiceRow,
    SurveyAnswerRow,
    SurveyAskRow,
    SurveyStrayRow,
    TicketRow,
    TouchpointContactRow,
    TouchpointRow,
    UsageRow,
)
from storage.tables.alerts import AlertLookRow, AlertRow, AlertStepRow
from storage.tables.base import BookTable, table_of
from storage.tables.contracts import ContractLineRow, ContractRow
from storage.tables.digests import AttentionRow, DigestLineRow
from storage.tables.expansion import PlayPassRow, PlayRow, PlayStepRow
from storage.tables.feedback import ProductAreaRow, RequestFollowerRow, RequestRow, RequestStepRow, VoiceRow
from storage.tables.health import JudgementRow, PolicyRow, SnapshotRow, StandingRow
from storage.tables.home import HomeTabRow
from storage.tables.imports import HeaderMappingRow, ImportChangeRow, ImportFileRow, ImportRunRow
from storage.tables.mornings import PreferenceRow, ReaderRunRow
from storage.tables.organisation import (
    AuditRow,
    ChannelLinkRow,
    FeedRow,
    JobRunRow,
    JobStateRow,
    MemberRow,
    OwedAnswerRow,
    SeenEventRow,
)
from storage.tables.outbox import DirectLineRow, OutboxPauseRow, OutboxRow
from storage.tables.playbooks import PlaybookLookRow, PlaybookRunRow, PlaybookStepRow
from storage.tables.renewals import ChurnRow, RenewalForecastRow, RenewalReminderRow, RenewalRow
from storage.tables.revenue import ExchangeRateRow, FrozenPeriodRow
from storage.tables.success import (
    FirstValueNoteRow,
    MilestoneRow,
    OutcomeCheckInRow,
    OutcomeMeasurementRow,
    SuccessOutcomeRow,
)
from storage.tables.tasks import TaskCommentRow, TaskRow
from storage.tables.tellings import TellingRow
from storage.tables.trackers import TrackerLinkRow, TrackerNoteRow, TrackerWatchRow

__all__ = [
    "AccountRow",
    "AccountWordRow",
    "AccountWordVersionRow",
    "AlertLookRow",
    "AlertRow",
    "AlertStepRow",
    "AttentionRow",
    "AuditRow",
    "BookTable",
    "ChannelLinkRow",
    "ChurnRow",
    "ContactRow",
    "ContractLineRow",
    "ContractRow",
    "DigestLineRow",
    "DirectLineRow",
    "ExchangeRateRow",
    "ExternalIdRow",
    "FeedRow",
    "FirstValueNoteRow",
    "FrozenPeriodRow",
    "HeaderMappingRow",
    "HomeTabRow",
    "ImportChangeRow",
    "ImportFileRow",
    "ImportRunRow",
    "InvoiceRow",
    "JobRunRow",
    "JobStateRow",
    "JudgementRow",
    "MemberRow",
    "MilestoneRow",
    "OutboxPauseRow",
    "OutboxRow",
    "OutcomeCheckInRow",
    "OutcomeMeasurementRow",
    "OwedAnswerRow",
    "PlayPassRow",
    "PlayRow",
    "PlayStepRow",
    "PlaybookLookRow",
    "PlaybookRunRow",
    "PlaybookStepRow",
    "PolicyRow",
    "PreferenceRow",
    "ProductAreaRow",
    "ReaderRunRow",
    "RenewalForecastRow",
    "RenewalReminderRow",
    "RenewalRow",
    "RequestFollowerRow",
    "RequestRow",
    "RequestStepRow",
    "SeenEventRow",
    "SnapshotRow",
    "StandingRow",
    "SuccessOutcomeRow",
    "SurveyAnswerRow",
    "SurveyAskRow",
    "SurveyStrayRow",
    "TaskCommentRow",
    "TaskRow",
    "TellingRow",
    "TicketRow",
    "TouchpointContactRow",
    "TouchpointRow",
    "TrackerLinkRow",
    "TrackerNoteRow",
    "TrackerWatchRow",
    "UsageRow",
    "VoiceRow",
    "table_of",
]
