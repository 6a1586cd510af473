"""What the book says of many accounts, as columns: what a scoring pass reads, before any rule has looked at it.

`…Rows` hold one element a row of the book, `spot` being the account's place in `BookFacts.account`; the others hold
one element an account. Days are ordinals, instants epoch seconds, words places in their StrEnum; NaN is "not said".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.health.columns.arrays import Codes, Floats
from domain.records import RecordKind


@dataclass(frozen=True, slots=True)
class FeedFact:
    """The feed that last brought a kind of record, and when."""

    name: str
    succeeded_at: float


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What stands in the accounts' own rows; `account` is ascending. `only`: those that were asked for, None is all."""

    only: Sequence[int] | None
    account: Codes
    tier: Codes
    customer_since: Floats
    went_live_on: Floats
    first_value_on: Floats


@dataclass(frozen=True, slots=True)
class ContractRows:
    spot: Codes
    start_on: Floats
    end_on: Floats
    seats: Floats
    core_features: Floats
    notice_received_on: Floats
    renewal_step: Floats
    renewal_step_on: Floats
    notice_days: Floats
    auto_renew: Floats


@dataclass(frozen=True, slots=True)
class UsageFacts:
    """`recent` is of the last 28 days, `before` of the 84 before them, where `first_on` is the first day.

    Where there are events, active users may be left out: the trend is of events then.
    """

    active_28d_on: Floats
    active_28d: Floats
    active_recent_on: Floats
    active_recent_most: Floats
    active_recent: Floats
    active_before: Floats
    active_first_on: Floats
    events_recent_on: Floats
    events_recent: Floats
    events_before: Floats
    events_first_on: Floats
    core_on: Floats
    core_used: Floats
    assigned_on: Floats
    assigned: Floats
    last_active_on: Floats
    last_row_on: Floats


@dataclass(frozen=True, slots=True)
class TouchRows:
    """Two-way touchpoints of the last months, some of them twice; `PeopleFacts` holds the last one however long ago."""

    spot: Codes
    at: Floats


@dataclass(frozen=True, slots=True)
class PeopleFacts:
    last_two_way_at: Floats
    engaged: Floats
    contacts: Floats
    champions: Floats
    champions_left: Floats
    champion_left_on: Floats
    champion_touched_at: Floats


@dataclass(frozen=True, slots=True)
class SupportFacts:
    open_tickets: Floats
    open_critical: Floats
    oldest_critical_at: Floats
    opened: Floats
    breached: Floats


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """What people said: contacts in surveys, the CSM in a judgement, customers by paying or not."""

    nps: Floats
    nps_on: Floats
    pulse: Floats
    pulse_given_at: Floats
    override: Floats
    judged_until: Floats
    unpaid_due_on: Floats


@dataclass(frozen=True, slots=True)
class PlanFacts:
    milestones: Floats
    milestones_due: Floats
    milestones_done: Floats
    outcomes: Floats
    outcomes_well: Floats
    outcomes_status_on: Floats


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """What counts as first value of each account, and where the book shows it.

    `rule` is the place in the policy's `rules`; the rest is NaN but for accounts without a first value that the book
    now has one for: the day, how many (users, of a measure), of how many seats, and within how many days.
    """

    rule: Codes
    found_on: Floats
    amount: Floats
    of: Floats
    within: Floats


@dataclass(frozen=True, slots=True)
class BookFacts:
    """Everything a scoring pass looks at; `account` is ascending."""

    account: Codes
    tier: Codes
    customer_since: Floats
    went_live_on: Floats
    first_value_on: Floats
    contracts: ContractRows
    usage: UsageFacts
    touches: TouchRows
    people: PeopleFacts
    support: SupportFacts
    voice: VoiceFacts
    plans: PlanFacts
    feeds: Mapping[RecordKind, FeedFact]
    values: ValueFacts | None = None
    """None: the usual rule holds for every account, and nothing new was found."""
