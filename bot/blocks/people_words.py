"""The words of people at accounts: roles, stances, how much their word weighs, who is missing."""

from __future__ import annotations

from decimal import Decimal

from bot.locale import Words, marked
from domain.accounts import ContactRole, Stance
from domain.people.contact import Influence
from domain.people.gaps import Gap, PeopleFacts, PeopleNeeded
from domain.people.ports import SaidInSurvey
from domain.surveys.answer import Group, Survey, group_of

ROLE_WORDS = {
    ContactRole.ECONOMIC_BUYER: marked("Economic buyer"),
    ContactRole.DECISION_MAKER: marked("Decision maker"),
    ContactRole.CHAMPION: marked("Champion"),
    ContactRole.ADMIN: marked("Administrator"),
    ContactRole.USER: marked("User"),
    ContactRole.DETRACTOR: marked("Detractor"),
}
STANCE_WORDS = {
    Stance.SUPPORTER: marked("👍 supporter"),
    Stance.NEUTRAL: marked("➖ neutral"),
    Stance.OPPONENT: marked("👎 opponent"),
}
INFLUENCE_WORDS = {
    Influence.HIGH: marked("high influence"),
    Influence.MEDIUM: marked("medium influence"),
    Influence.LOW: marked("low influence"),
}
GAP_WORDS = {
    Gap.NOBODY_KNOWN: marked("nobody is known there"),
    Gap.NO_BUYER: marked("no buyer or decision maker known"),
    Gap.NO_CHAMPION: marked("no champion"),
    Gap.NOBODY_ENGAGED: marked("nobody was spoken with in %(days)s days"),
    Gap.SINGLE_THREADED: marked("single-threaded: one person spoken with in %(days)s days, %(wanted)s wanted"),
    Gap.TOO_FEW_ENGAGED: marked("%(count)s people spoken with in %(days)s days, %(wanted)s wanted"),
}
GROUP_ICONS = {Group.PROMOTER: "🟢", Group.PASSIVE: "🟡", Group.DETRACTOR: "🔴"}


def role_words(role: ContactRole | None, words: Words) -> str:
    return words.text(ROLE_WORDS[role]) if role else words.text("Role not known")


def gap_words(gap: Gap, facts: PeopleFacts, needed: PeopleNeeded, days: int, words: Words) -> str:
    numbers = {"count": facts.engaged, "days": days, "wanted": needed.engaged}
    return words.text(GAP_WORDS[gap], **{name: words.number(value) for name, value in numbers.items()})


def score_words(survey: str, score: Decimal, scale: int | None, words: Words) -> str:
    """Which survey, what was given, and of how many; an NPS with its icon, never by colour alone."""
    given = words.number(float(score), 0 if score == score.to_integral_value() else 1)
    if survey == Survey.NPS:
        return f"{GROUP_ICONS[group_of(score)]} " + words.text("NPS %(score)s of 10", score=given)
    name = words.text("satisfaction") if survey == Survey.SATISFACTION else survey
    if scale is None:
        return words.text("%(survey)s %(score)s", survey=name, score=given)
    return words.text("%(survey)s %(score)s of %(scale)s", survey=name, score=given, scale=words.number(scale))


def answer_words(answer: SaidInSurvey, words: Words, days: int) -> str:
    said = score_words(answer.survey, answer.score, answer.scale, words)
    return f"{said} ({words.age(days)})"
