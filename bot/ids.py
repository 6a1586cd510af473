"""The names Slack sends back to us. A value never changes once shipped: old messages carry it."""

from __future__ import annotations

from enum import StrEnum


class Command(StrEnum):
    HEALTH = "/health"
    RENEWALS = "/renewals"
    CS = "/cs"


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
    NEW_TASK = "tasks.new"
    CLOSE_RENEWAL = "renewals.close"
    CLOSE_KIND = "renewals.close.kind"
    UNDO_CLOSING = "renewals.undo"
    RETENTION = "retention.show"
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
    COHORT = "retention.cohort.view"
