"""Accounts by how silent they are, page by page, with what a quarter's contacts came to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_facts import renewal_words
from bot.blocks.health_list import nothing_here, whose_accounts
from bot.blocks.health_words import STAGE_WORDS, TIER_WORDS, mentioned
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
from bot.blocks.pages import place_words
from bot.ids import Action
from bot.locale import Words
from domain.filter_words import Scope
from domain.health.standing import AccountStanding
from domain.touchpoints.answer import CadenceList
from domain.touchpoints.cadence import days_late, days_silent
from domain.touchpoints.ports import CadencePage
from domain.touchpoints.question import touches_question_text

ACCOUNTS_ON_A_PAGE = 8


def cadence_list(answer: CadenceList, words: Words, today: date) -> Message:
    page = answer.page
    title, head = header(words.text("Contact with accounts")), section(_head(answer, words))
    if not page.standings:
        return message([title, head, section(_nothing(answer, words)), actions(*_ways_on(answer, words))])
    whose = answer.wanted.person is None and answer.wanted.scope is Scope.MINE
    rows = [block for standing in page.standings for block in _row(standing, words, today, is_own=whose)]
    return message([title, head, *rows, *_foot(answer, words)])


def log_button(account: int, name: str, words: Words) -> Element:
    says = words.text("Log touchpoint: %(account)s", account=name)
    return button(words.text("Log touchpoint"), f"{Action.TOUCH}:{account}", value=f"account:{account}", says=says)


def silence_words(standing: AccountStanding, words: Words, today: date) -> str:
    """With its icon where it is late, never by colour alone."""
    silent, late = days_silent(standing, today), days_late(standing, today)
    if silent is None:
        return words.text("nobody knows when somebody last spoke with them")
    if standing.last_two_way_on is None:
        said = words.plural("never spoken with in %(count)s day", "never spoken with in %(count)s days", silent)
    else:
        said = words.text("last two-way contact %(age)s", age=words.age(silent))
    if late:
        return "🔴 " + words.text("%(silence)s, *%(late)s*", silence=said, late=late_words(late, words))
    return said


def late_words(late: int, words: Words) -> str:
    return words.plural("%(count)s day late", "%(count)s days late", late)


def kept_words(page: CadencePage, words: Words) -> str:
    """What of the contacts that were due in 90 days was made in time, with the sample it is made of."""
    if not page.touches_due:
        return words.text("In 90 days no contact was due yet.")
    accounts = words.plural("%(count)s account", "%(count)s accounts", page.accounts_due)
    return words.text(
        "In 90 days *%(met)s of %(due)s* due contacts were made in time (%(share)s), with %(accounts)s.",
        met=words.number(page.touches_met),
        due=words.number(page.touches_due),
        share=words.percent(page.touches_met / page.touches_due),
        accounts=accounts,
    )


def _head(answer: CadenceList, words: Words) -> str:
    page, wanted = answer.page, answer.wanted
    parts = [words.plural("%(count)s account", "%(count)s accounts", page.total)]
    if page.overdue:
        late = words.plural("%(count)s past its cadence", "%(count)s past their cadence", page.overdue)
        parts.append(f"🔴 {late}")
    if page.never:
        parts.append(words.plural("%(count)s not known", "%(count)s not known", page.never))
    whose = whose_accounts(wanted.scope or Scope.MINE, wanted.person, words)
    kept = [kept_words(page, words)] if page.total else []
    return "\n".join([f"*{whose}* · {' · '.join(parts)}", *kept])


def _row(standing: AccountStanding, words: Words, today: date, *, is_own: bool) -> Iterable[Block]:
    said = f"*{one_line(standing.name)}*\n{silence_words(standing, words, today)}"
    yield section(said, accessory=log_button(standing.account, standing.name, words))
    yield context(" · ".join(_quiet(standing, words, today, is_own=is_own)))


def _quiet(standing: AccountStanding, words: Words, today: date, *, is_own: bool) -> Iterable[str]:
    if standing.cadence_days is not None:
        yield words.plural("cadence %(count)s day", "cadence %(count)s days", standing.cadence_days)
    yield words.text(TIER_WORDS[standing.tier])
    yield words.text(STAGE_WORDS[standing.stage])
    renewal, is_known = renewal_words(standing, words, today), standing.next_renewal or standing.renewal_on
    yield words.text("renewal %(renewal)s", renewal=renewal) if is_known else renewal
    if not is_own:
        yield mentioned(standing.owner) if standing.owner else words.text("nobody yet")


def _foot(answer: CadenceList, words: Words) -> Iterable[Block]:
    last = answer.offset + len(answer.page.standings)
    where = place_words(answer.offset, last, answer.page.shown, words)
    turns = list(_turns(answer, last, words))
    if not turns:
        return
    yield divider()
    yield context(where)
    yield actions(*turns)


def _turns(answer: CadenceList, last: int, words: Words) -> Iterable[Element]:
    asked = touches_question_text(answer.wanted)
    if answer.offset:
        before = max(0, answer.offset - ACCOUNTS_ON_A_PAGE)
        yield button(words.text("Previous"), f"{Action.TOUCHES_PAGE}:previous", value=f"{before} {asked}")
    if last < answer.page.shown:
        yield button(words.text("Next"), f"{Action.TOUCHES_PAGE}:next", value=f"{last} {asked}")


def _nothing(answer: CadenceList, words: Words) -> str:
    if answer.wanted.overdue and answer.page.total:
        return words.text("Nobody is past the cadence. That is good news.")
    said = words.text("There is no account here with a score, so there is no cadence yet.")
    return nothing_here(said, answer.wanted.scope, words)


def _ways_on(answer: CadenceList, words: Words) -> Iterable[Element]:
    if answer.wanted.overdue and answer.page.total:
        asked = touches_question_text(answer.wanted).removesuffix("overdue").strip()
        yield button(words.text("Show all accounts"), f"{Action.TOUCHES_PAGE}:all", value=f"0 {asked}".strip())
    yield button(words.text("Log touchpoint"), Action.TOUCH)
