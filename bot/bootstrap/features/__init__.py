"""Every feature but an account's health, in parts that are loaded when somebody asks for one of their features.

Each module here puts one part together. What it answers stands in `PARTS`, so that it is known without loading it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.bootstrap.surroundings import Surroundings
from bot.handlers.routing import Part, Routes
from bot.ids import Command, Word
from bot.loading import loaded


@dataclass(frozen=True, slots=True)
class Answered:
    """`areas` and `words` of a part, as `Part` has them."""

    areas: frozenset[str]
    words: tuple[Word, ...] = ()


PARTS: Mapping[str, Answered] = MappingProxyType(
    {
        "words": Answered(frozenset({Command.CS, "cs", "row"})),
        "days": Answered(
            frozenset({"health", "tasks", "touchpoints"}), (Word.TASK, Word.TASKS, Word.TOUCH, Word.TOUCHES)
        ),
        "figures": Answered(
            frozenset({Command.RENEWALS, "renewals", "retention", "churn"}), (Word.RETENTION, Word.CHURN, Word.RATES)
        ),
        "mornings": Answered(
            frozenset({"digest", "weekly", "product", "alerts", "settings"}),
            (Word.DIGEST, Word.ALERTS, Word.SETTINGS),
        ),
        "requests": Answered(
            frozenset(
                {
                    Command.FEEDBACK,
                    "feedback",
                    "requests",
                    "triage",
                    "tellings",
                    "trackers",
                    "areas",
                    "reaction_added",
                    "app_mention",
                    "message.message_deleted",
                }
            ),
            (Word.REQUESTS, Word.TRIAGE, Word.AREAS),
        ),
        "expansion": Answered(frozenset({"plays"}), (Word.PLAY, Word.PLAYS, Word.REFERRAL, Word.REFERRALS)),
        "home": Answered(frozenset({"home", "outbox", "app_home_opened"})),
        "lifecycle": Answered(frozenset({"stages", "onboarding", "value"}), (Word.STAGES, Word.ONBOARDING)),
        "plans": Answered(frozenset({"plans"}), (Word.PLAN, Word.PLANS)),
        "people": Answered(frozenset({"people", "surveys"}), (Word.PEOPLE, Word.SURVEY, Word.NPS)),
        "playbooks": Answered(frozenset({"playbooks"}), (Word.PLAYBOOK,)),
        "team": Answered(frozenset({"team"}), (Word.TEAM,)),
        "value": Answered(frozenset({"value"}), (Word.REPORT,)),
    }
)


def parted_routes(around: Surroundings) -> Routes:
    return Routes(_part(name, answered, around) for name, answered in PARTS.items())


def _part(name: str, answered: Answered, around: Surroundings) -> Part:
    def load(routes: Routes) -> None:
        loaded(f"{__name__}.{name}").register(routes, around)

    return Part(answered.areas, answered.words, load)
