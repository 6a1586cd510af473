"""What became of a closing: refused, overtaken by somebody else, written, undone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.closing import closing_form_again, seen_forecast
from bot.blocks.closing_words import UNDO_MINUTES, problem_words
from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    FieldErrors,
    Modal,
    actions,
    button,
    context,
    date_token,
    one_line,
    section,
)
from bot.blocks.renewal_words import OUTCOME_WORDS, TIMING_MEANINGS, category_words
from bot.ids import Action, View
from bot.locale import Words
from domain.renewals.closing import ClosingConflict, ClosingRefused, RenewalClosed
from domain.renewals.derived import BY_IMPORT
from domain.renewals.renewal import Outcome, Renewal
from domain.renewals.timing import timing_of


def closing_errors(refused: ClosingRefused, words: Words) -> FieldErrors:
    return FieldErrors(
        {field.value: problem_words(problem, refused, words) for field, problem in refused.problems.items()}
    )


def closing_conflict(conflict: ClosingConflict, words: Words, today: date, *, said_at: str) -> Modal:
    """Who did what meanwhile, over the same form with what was typed; a page without questions where it is closed."""
    renewal = conflict.offer.renewal
    if renewal.outcome:
        return _page(words, [section(_closed_meanwhile(conflict.offer.name, renewal.outcome, words))])
    warning = f"{_changed_meanwhile(renewal, said_at, words)}\n" + words.text(
        "Press *Close renewal* again to close it all the same, or *Cancel* to leave it."
    )
    return closing_form_again(conflict.offer, words, today, warned=[section(warning)])


def closing_receipt(closed: RenewalClosed, words: Words) -> Modal:
    lines = "\n".join(_told(closed, words))
    undo = button(words.text("Undo"), Action.UNDO_CLOSING, value=f"{closed.renewal.id} {closed.renewal.version}")
    within = words.plural(
        "You and managers of the account can undo it for %(count)s minute.",
        "You and managers of the account can undo it for %(count)s minutes.",
        UNDO_MINUTES,
    )
    return _page(words, [section(lines), actions(undo), context(within)])


def closing_undone(name: str, words: Words) -> Modal:
    said = words.text("✓ Undone: the renewal of *%(account)s* is open again, as it was.", account=one_line(name))
    return _page(words, [section(said)])


def _page(words: Words, blocks: Iterable[Block]) -> Modal:
    return Modal(View.CLOSE_RENEWAL, words.text("Renewal"), tuple(blocks), close=words.text("Close"))


def _told(closed: RenewalClosed, words: Words) -> Iterable[str]:
    outcome = closed.renewal.outcome
    assert outcome
    ended = words.text(OUTCOME_WORDS[outcome.kind])
    yield words.text("✓ *%(account)s*: *%(ended)s*", account=one_line(closed.name), ended=ended)
    if timing := timing_of(closed.renewal):
        yield words.text(TIMING_MEANINGS[timing])
    if outcome.kind.is_kept and outcome.final:
        yield words.text("ARR of the new term: %(arr)s", arr=words.money(outcome.final))
    if closed.lost and closed.lost.minor:
        yield words.text("ARR lost: %(arr)s", arr=words.money(closed.lost))
    if closed.next_due_on:
        yield words.text("Next renewal: %(day)s", day=words.day(closed.next_due_on))
    elif outcome.kind.is_kept:
        yield words.text("The new term has no end, so no renewal follows.")
    if outcome.left:
        yield words.text("Nothing of the account runs any more: it counts as churned.")


def _closed_meanwhile(name: str, outcome: Outcome, words: Words) -> str:
    ended = words.text(OUTCOME_WORDS[outcome.kind])
    if outcome.by == BY_IMPORT:
        return words.text(
            "⚠️ Nothing was written: an import closed *%(account)s* at %(instant)s: *%(ended)s*.",
            account=one_line(name),
            instant=_instant(outcome, words),
            ended=ended,
        )
    return words.text(
        "⚠️ Nothing was written: %(person)s closed *%(account)s* at %(instant)s: *%(ended)s*.",
        person=mentioned(outcome.by),
        account=one_line(name),
        instant=_instant(outcome, words),
        ended=ended,
    )


def _changed_meanwhile(renewal: Renewal, said_at: str, words: Words) -> str:
    said = renewal.forecast
    if said is None or said_at == seen_forecast(renewal):
        return words.text("⚠️ Meanwhile this renewal was changed: below is how it stands now.")
    instant = date_token(said.at, words.text("{date_short_pretty} at {time}"), words.instant(said.at, "UTC"))
    return words.text(
        "⚠️ Meanwhile %(person)s forecast it at %(instant)s: *%(category)s*.",
        person=mentioned(said.by),
        instant=instant,
        category=category_words(said.category, words),
    )


def _instant(outcome: Outcome, words: Words) -> str:
    return date_token(outcome.at, words.text("{date_short_pretty} at {time}"), words.instant(outcome.at, "UTC"))
