"""The words that follow `/cs`, by what they are about; the help lists them so."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ids import Word
from bot.locale import marked


@dataclass(frozen=True, slots=True)
class Topic:
    """`name` is what follows `/cs help`, in a button too."""

    name: str
    title: str
    words: tuple[Word, ...]


TOPICS = (
    Topic(
        "day",
        marked("Your day"),
        (Word.TASK, Word.TASKS, Word.TOUCH, Word.TOUCHES, Word.DIGEST, Word.ALERTS, Word.SETTINGS),
    ),
    Topic(
        "accounts",
        marked("Accounts and their people"),
        (
            *(Word.PEOPLE, Word.PLAN, Word.PLANS, Word.PLAYBOOK, Word.STAGES, Word.ONBOARDING),
            *(Word.REPORT, Word.SURVEY, Word.NPS),
        ),
    ),
    Topic(
        "revenue",
        marked("Revenue, growth and the team"),
        (
            *(Word.RETENTION, Word.CHURN, Word.PLAY, Word.PLAYS, Word.REFERRAL, Word.REFERRALS),
            *(Word.TEAM, Word.RATES),
        ),
    ),
    Topic("requests", marked("Requests to product"), (Word.REQUESTS, Word.TRIAGE, Word.AREAS)),
)
"""In the order of the help; each word stands in one."""
