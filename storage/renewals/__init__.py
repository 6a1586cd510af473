"""Renewals, churn, reminders, and the terms they come from, behind the ports of `domain/renewals`."""

from __future__ import annotations

from storage.renewals.churns import SqlChurns
from storage.renewals.departures import SqlDepartures
from storage.renewals.reminders import SqlReminders
from storage.renewals.renewals import SqlRenewals
from storage.renewals.terms import SqlContractTerms

__all__ = ["SqlChurns", "SqlContractTerms", "SqlDepartures", "SqlReminders", "SqlRenewals"]
