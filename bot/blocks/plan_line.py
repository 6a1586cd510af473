"""A success plan in one line, for cards and lists; apart from all else of plans, as cards are there from the start."""

from __future__ import annotations

from bot.locale import Words
from domain.plans.plan import PlanGlance


def plan_in_a_line(glance: PlanGlance, words: Words) -> str:
    """2 of 3 outcomes on track or reached; next check-in 12 Dec."""
    said = words.plural(
        "%(well)s of %(count)s outcome on track or reached",
        "%(well)s of %(count)s outcomes on track or reached",
        glance.outcomes,
        well=words.number(glance.well),
    )
    if glance.behind:
        behind = words.plural("%(count)s behind", "%(count)s behind", glance.behind)
        said = "🔴 " + words.text("%(plan)s, %(behind)s", plan=said, behind=behind)
    if glance.check_in_on is None:
        return said
    day = words.day(glance.check_in_on)
    return words.text("%(plan)s; next check-in %(day)s", plan=said, day=day)
