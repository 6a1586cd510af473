"""Who waits for first value: the longest overdue first, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_facts import arr_words
from bot.blocks.health_list import nothing_here, whose_accounts
from bot.blocks.health_words import TIER_WORDS, mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    message,
    one_line,
    section,
)
from bot.blocks.lifecycle_refused import lifecycle_help, lifecycle_not_understood
from bot.blocks.pages import place_words
from bot.blocks.value_times import times_to_value
from bot.blocks.value_words import rule_words
from bot.ids import Action
from bot.locale import Words, marked
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.first_value.rules import ValueRule
from domain.health.standing import AccountStanding
from domain.lifecycle.answer import ClockList, OnboardingAnswer
from domain.lifecycle.ports import ClockRow
from domain.lifecycle.question import lifecycle_text
from domain.permissions import Member, may_record_first_value

PAGE = 8
_EXAMPLES = (
    ("", marked("who waits for first value, the latest first")),
    ("team late", marked("of your team, past their target; also `me`, `all`, `tier:` and @people")),
    ("median", marked("how many days it takes, those who wait counted too")),
    ("median by segment", marked("told apart; also `by tier` and `by quarter`")),
)


def onboarding_answer(answer: OnboardingAnswer, words: Words, today: date, *, reader: Member, command: str) -> Message:
    """`command` is `/cs onboarding` as this workspace calls it."""
    match answer:
        case HelpWanted():
            return lifecycle_help(_EXAMPLES, words, command)
        case NotUnderstood():
            known = words.text(
                "I know `late`, `median`, `by segment`, `by tier`, `by quarter`, `me`, `team`, `all`, `tier:` "
                "and @people."
            )
            return lifecycle_not_understood(answer, words, command, known)
        case ClockList():
            return _clock(answer, words, today, reader)
        case _:
            return times_to_value(answer, words)


def _clock(answer: ClockList, words: Words, today: date, reader: Member) -> Message:
    title, head = header(words.text("On the way to first value")), section("\n".join(_head(answer, words)))
    if not answer.page.rows:
        return message([title, head, section(_nothing(answer, words)), actions(_median(answer, words))])
    is_own = answer.wanted.owner is None and answer.wanted.scope is Scope.MINE
    rows = [
        block for row in answer.page.rows for block in _row(row, answer, words, today, reader=reader, is_own=is_own)
    ]
    return message([title, head, *rows, *_foot(answer, words)])


def _head(answer: ClockList, words: Words) -> Iterable[str]:
    wanted, page = answer.wanted, answer.page
    whose = whose_accounts(wanted.scope or Scope.MINE, wanted.owner, words)
    parts = [words.plural("%(count)s account waits", "%(count)s accounts wait", page.total)]
    if page.late:
        parts.append("🔴 " + words.plural("%(count)s late", "%(count)s late", page.late))
    tier = [words.text(TIER_WORDS[wanted.tier])] if wanted.tier else []
    yield " · ".join([f"*{whose}*", *tier, *parts])
    if page.long_ago:
        yield words.plural(
            "%(count)s account is more than a year past its target and not listed: nobody wrote down when it got "
            "there.",
            "%(count)s accounts are more than a year past their target and not listed: nobody wrote down when they got "
            "there.",
            page.long_ago,
        )


def _row(
    row: ClockRow, answer: ClockList, words: Words, today: date, *, reader: Member, is_own: bool
) -> Iterable[Block]:
    standing = row.standing
    rule = answer.policy.rule_for(row.segment)
    name = f"*{one_line(standing.name, 150)}* · {arr_words(standing, words)}"
    yield section(f"{name}\n{_due(standing, words, today)}")
    quiet = [_live(standing, words, today), *_milestones(row, words), _target(rule, words)]
    if not is_own:
        quiet.append(mentioned(standing.owner) if standing.owner else words.text("nobody yet"))
    yield context(" · ".join(quiet))
    yield actions(*_buttons(standing, words, reader))


def _due(standing: AccountStanding, words: Words, today: date) -> str:
    due_on = standing.first_value_due_on
    assert due_on, "who is in the clock has a due day"
    left = (due_on - today).days
    day = words.text("due on %(day)s", day=words.day(due_on))
    if left < 0:
        late = words.plural("%(count)s day late", "%(count)s days late", -left)
        return "🔴 " + words.text("%(day)s, *%(late)s*", day=day, late=late)
    if left == 0:
        return words.text("%(day)s, today", day=day)
    return words.text(
        "%(day)s, %(left)s", day=day, left=words.plural("%(count)s day left", "%(count)s days left", left)
    )


def _live(standing: AccountStanding, words: Words, today: date) -> str:
    live_on = standing.went_live_on
    if live_on and live_on <= today:
        return words.text("went live %(age)s", age=words.age((today - live_on).days))
    if standing.with_us_since is None:
        return words.text("not live yet")
    since = words.day(standing.with_us_since)
    return words.text("not live yet, counted from %(day)s", day=since)


def _target(rule: ValueRule, words: Words) -> str:
    return words.text("target: %(rule)s", rule=rule_words(rule, words))


def _milestones(row: ClockRow, words: Words) -> Iterable[str]:
    """Done and due by now; where none is due yet, how many there are."""
    if row.milestones:
        yield words.text(
            "milestones: %(done)s of %(all)s done, %(due)s due by now",
            done=row.milestones_done,
            all=row.milestones,
            due=row.milestones_due,
        )


def _buttons(standing: AccountStanding, words: Words, reader: Member) -> Iterable[Element]:
    account, name = str(standing.account), standing.name
    yield button(
        words.text("Health"),
        f"{Action.SHOW_HEALTH}:{account}",
        value=account,
        says=words.text("Show %(account)s", account=name),
    )
    if may_record_first_value(reader):
        says = words.text("First value of %(account)s", account=name)
        yield button(words.text("First value…"), f"{Action.FIRST_VALUE}:{account}", value=account, says=says)
    says = words.text("Log touchpoint: %(account)s", account=name)
    yield button(words.text("Log touchpoint"), f"{Action.TOUCH}:{account}", value=f"account:{account}", says=says)


def _foot(answer: ClockList, words: Words) -> Iterable[Block]:
    last = answer.offset + len(answer.page.rows)
    yield divider()
    yield context(place_words(answer.offset, last, answer.page.shown, words))
    yield actions(*_turns(answer, last, words), _median(answer, words))


def _turns(answer: ClockList, last: int, words: Words) -> Iterable[Element]:
    asked = lifecycle_text(answer.wanted)
    if answer.offset:
        before = max(0, answer.offset - PAGE)
        yield button(words.text("Previous"), f"{Action.ONBOARDING_PAGE}:previous", value=f"{before} {asked}")
    if last < answer.page.shown:
        yield button(words.text("Next"), f"{Action.ONBOARDING_PAGE}:next", value=f"{last} {asked}")


def _median(answer: ClockList, words: Words) -> Element:
    whose = lifecycle_text(answer.wanted).replace("late", "").strip()
    return button(
        words.text("How long it takes"), f"{Action.ONBOARDING_PAGE}:median", value=f"0 median {whose}".strip()
    )


def _nothing(answer: ClockList, words: Words) -> str:
    if answer.wanted.late and answer.page.total:
        return words.text("Nobody is late. That is good news.")
    return nothing_here(words.text("Nobody waits for first value here."), answer.wanted.scope, words)
