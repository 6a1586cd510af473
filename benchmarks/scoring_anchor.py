"""What a scoring pass is measured against: each table it reads, summed up by one plain GROUP BY, and nothing else.

The same rows with the figures the evidence needs, as one would write them down first: no scores, no writing, the rows
fetched as the driver gives them.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection

STATEMENTS = (
    """
    SELECT id, tier, customer_since, went_live_on, first_value_on, evidence_changed_at
    FROM account WHERE status <> 'churned'
    """,
    """
    SELECT account, policy_version, scored_at, evidence_seen_at FROM standing
    """,
    """
    SELECT account, measure, SUM(CASE WHEN day > :day - 28 THEN value END),
           SUM(CASE WHEN day > :day - 112 AND day <= :day - 28 THEN value END),
           MAX(CASE WHEN day > :day - 28 THEN value END), MAX(day * 2147483648 + value),
           MAX(CASE WHEN value > 0 THEN day END)
    FROM usage GROUP BY account, measure
    """,
    """
    SELECT account, MIN(start_on), MAX(end_on), SUM(core_features), MAX(notice_received_on), MAX(renewal_step),
           MAX(renewal_step_on), MAX(notice_days), MAX(auto_renew)
    FROM contract GROUP BY account
    """,
    """
    SELECT account, arr_currency, SUM(arr_minor), SUM(seats)
    FROM contract_line WHERE end_on IS NULL OR end_on > :today GROUP BY account, arr_currency
    """,
    """
    SELECT account, MAX(at), COUNT(CASE WHEN at >= :in_quarter THEN 1 END)
    FROM touchpoint WHERE direction = 'two_way' GROUP BY account
    """,
    """
    SELECT touchpoint.account, COUNT(DISTINCT CASE WHEN at >= :in_quarter THEN contact.id END),
           MAX(CASE WHEN role = 'champion' AND left_on IS NULL THEN at END)
    FROM touchpoint
    JOIN touchpoint_contact ON touchpoint_contact.touchpoint = touchpoint.id
    JOIN contact ON contact.id = touchpoint_contact.contact
    WHERE direction = 'two_way' GROUP BY touchpoint.account
    """,
    """
    SELECT account, COUNT(*), COUNT(CASE WHEN role = 'champion' AND left_on IS NULL THEN 1 END),
           COUNT(CASE WHEN role = 'champion' AND left_on IS NOT NULL THEN 1 END), MAX(left_on)
    FROM contact GROUP BY account
    """,
    """
    SELECT account, COUNT(CASE WHEN closed_at IS NULL THEN 1 END),
           COUNT(CASE WHEN closed_at IS NULL AND priority = 'critical' THEN 1 END),
           MIN(CASE WHEN closed_at IS NULL AND priority = 'critical' THEN opened_at END),
           COUNT(CASE WHEN opened_at >= :in_quarter THEN 1 END),
           COUNT(CASE WHEN opened_at >= :in_quarter AND breached THEN 1 END)
    FROM ticket GROUP BY account
    """,
    "SELECT account, MIN(due_on) FROM invoice WHERE paid_on IS NULL GROUP BY account",
    "SELECT account, AVG(score), MAX(answered_on) FROM survey_answer WHERE survey = 'nps' GROUP BY account",
    "SELECT account, pulse, score, expires_on, MAX(given_at) FROM judgement WHERE expires_on > :today GROUP BY account",
    """
    SELECT account, COUNT(*), COUNT(CASE WHEN due_on <= :today THEN 1 END), COUNT(done_on)
    FROM milestone GROUP BY account
    """,
    """
    SELECT account, COUNT(*), COUNT(CASE WHEN status IN ('on_track', 'reached') THEN 1 END), MAX(status_on)
    FROM success_outcome GROUP BY account
    """,
    """
    SELECT account, MAX(CASE WHEN day = :trend_on THEN evidence END), MAX(CASE WHEN day = :week_on THEN shown END),
           MAX(CASE WHEN day = :month_on THEN shown END)
    FROM snapshot WHERE day IN (:trend_on, :week_on, :month_on) GROUP BY account
    """,
)
USAGE_ALONE = STATEMENTS[2:3]


def group_by(connection: Connection, statements: tuple[str, ...], *, today: date) -> None:
    said = {
        "day": today.toordinal(),
        "today": today.isoformat(),
        "in_quarter": (today - timedelta(days=90)).isoformat(),
        "trend_on": (today - timedelta(days=28)).isoformat(),
        "week_on": (today - timedelta(days=7)).isoformat(),
        "month_on": (today - timedelta(days=30)).isoformat(),
    }
    cursor = connection.connection.cursor()
    for statement in statements:
        cursor.execute(statement, said)
        cursor.fetchall()
