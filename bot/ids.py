"""The names Slack sends back to us. A value never changes once shipped: old messages carry it."""

from __future__ import annotations

from enum import StrEnum


class Command(StrEnum):
    HEALTH = "/health"
    RENEWALS = "/renewals"
    CS = "/cs"


class Word(StrEnum):
    """What may follow `/cs`; each feature registers its own."""

    TASK = "task"
    TASKS = "tasks"
    RETENTION = "retention"
    CHURN = "churn"
    RATES = "rates"
    DIGEST = "digest"
    SETTINGS = "settings"


class Action(StrEnum):
    CHOOSE_ACCOUNT = "health.choose"
    SELECT_ACCOUNT = "health.select"
    LOOK_UP_ACCOUNT = "health.lookup"
    WHY = "health.why"
    WHY_SINCE = "health.why.since"
    HISTORY = "health.history"
    SHARE = "health.share"
    JUDGE = "health.judge"
    SHOW_HEALTH = "health.show"
    LIST_PAGE = "health.page"
    RENEWALS_PAGE = "renewals.page"
    EXPORT_RENEWALS = "renewals.export"
    ROW_MENU = "row.menu"
    FORECAST = "renewals.forecast"
    SNOOZE = "renewals.snooze"
    UNSNOOZE = "renewals.unsnooze"
    CLOSE_RENEWAL = "renewals.close"
    CLOSE_KIND = "renewals.close.kind"
    UNDO_CLOSING = "renewals.undo"
    RUN_WORD = "cs.run"
    NEW_TASK = "tasks.new"
    TASKS_PAGE = "tasks.page"
    TASK_DONE = "tasks.done"
    TASK_REOPEN = "tasks.reopen"
    TASK_POSTPONE = "tasks.postpone"
    TASK_REASSIGN = "tasks.reassign"
    TASK_COMMENT = "tasks.comment"
    TASK_ACCOUNT = "tasks.account"
    DIGEST_TAKE = "digest.take"
    DIGEST_ASSIGN = "digest.assign"
    DIGEST_SNOOZE = "digest.snooze"
    DIGEST_DISMISS = "digest.dismiss"
    DIGEST_ALL = "digest.all"
    DIGEST_NOW = "digest.now"
    DIGEST_TEST = "digest.test"
    WEEKLY_NOW = "weekly.now"
    SETTINGS = "settings.open"
    OUTBOX_RETRY = "outbox.retry"
    RETENTION = "retention.show"
    RETENTION_PAGE = "retention.page"
    RETENTION_PICTURE = "retention.picture"
    COHORT = "retention.cohort"
    COHORT_PAGE = "retention.cohort.page"
    EXPORT_COHORT = "retention.cohort.export"
    FREEZE = "retention.freeze"
    CHURN = "churn.show"


class View(StrEnum):
    WHY = "health.why.view"
    SHARE = "health.share.view"
    JUDGE = "health.judge.view"
    FORECAST = "renewals.forecast.view"
    SNOOZE = "renewals.snooze.view"
    CLOSE_RENEWAL = "renewals.close.view"
    NEW_TASK = "tasks.new.view"
    TASK_REASSIGN = "tasks.reassign.view"
    TASK_COMMENT = "tasks.comment.view"
    COHORT = "retention.cohort.view"
    DIGEST_ALL = "digest.all.view"
    DIGEST_ASSIGN = "digest.assign.view"
    SETTINGS = "settings.view"
