"""The words of closing a renewal: endings, reasons, and what is wrong with a field."""

from __future__ import annotations

from bot.blocks.lengths import too_long
from bot.locale import Words, marked
from domain.renewals.closing import LONGEST_COMPETITOR, LONGEST_NOTE, Avoidable, ClosingProblem, ClosingRefused
from domain.renewals.closing_undo import UNDO_FOR
from domain.renewals.renewal import ChurnReason, OutcomeKind

ENDING_MEANINGS = {
    OutcomeKind.RENEWED: marked("at the same ARR"),
    OutcomeKind.RENEWED_WITH_CHANGE: marked("at more or less, for longer, other products"),
    OutcomeKind.LOST: marked("nothing goes on"),
}
REASON_WORDS = {
    ChurnReason.WRONG_FIT: marked("Wrong fit sold"),
    ChurnReason.VALUE_NEVER_REACHED: marked("Value never reached"),
    ChurnReason.PRODUCT_GAP: marked("Product gap"),
    ChurnReason.SUPPORT: marked("Support"),
    ChurnReason.PRICE: marked("Price"),
    ChurnReason.COMPANY_CHANGED: marked("Their company changed"),
    ChurnReason.CHAMPION_LEFT: marked("Champion left"),
    ChurnReason.COMPETITOR: marked("Went to a competitor"),
    ChurnReason.CLOSED_DOWN: marked("Closed down"),
    ChurnReason.OTHER: marked("Another reason"),
}
AVOIDABLE_WORDS = {
    Avoidable.YES: marked("Yes"),
    Avoidable.NO: marked("No"),
    Avoidable.CANNOT_SAY: marked("Cannot say"),
}
UNDO_MINUTES = int(UNDO_FOR.total_seconds()) // 60


def problem_words(problem: ClosingProblem, refused: ClosingRefused, words: Words) -> str:
    renewal = refused.renewal
    if problem is ClosingProblem.OTHER_CURRENCY and renewal.arr:
        return words.text("This renewal is in %(currency)s: write the amount in it.", currency=renewal.arr.currency)
    if problem is ClosingProblem.START_AFTER_GRACE:
        return words.plural(
            "More than %(count)s day after the old term ended is a return, not a renewal: close this one as lost.",
            "More than %(count)s days after the old term ended is a return, not a renewal: close this one as lost.",
            refused.grace_days,
        )
    limit = _LIMITS.get(problem)
    return too_long(limit, words) if limit else words.text(_PROBLEMS[problem])


_LIMITS = {ClosingProblem.COMPETITOR_TOO_LONG: LONGEST_COMPETITOR, ClosingProblem.NOTE_TOO_LONG: LONGEST_NOTE}
_PROBLEMS = {
    ClosingProblem.ENDING_MISSING: marked("Choose how it ended."),
    ClosingProblem.DAY_MISSING: marked("Choose the day on which it was decided."),
    ClosingProblem.DAY_AHEAD: marked("That day is yet to come. Close it on the day on which it is decided."),
    ClosingProblem.DAY_BEFORE_TERM: marked("That is before the term began. Choose a later day."),
    ClosingProblem.AMOUNT_MISSING: marked("Write the ARR of the new term."),
    ClosingProblem.AMOUNT_UNREADABLE: marked(
        "Write an amount like 48,000, 48k or 4.8万, with a currency where none is known."
    ),
    ClosingProblem.AMOUNT_BELOW_ZERO: marked("A credit is no ARR: write what is paid for a year, without the credit."),
    ClosingProblem.NOTHING_LEFT: marked("At nothing it is lost: choose that above."),
    ClosingProblem.START_MISSING: marked("Choose the first day of the new term."),
    ClosingProblem.START_BEFORE_TERM: marked("The new term begins after the old one did. Choose a later day."),
    ClosingProblem.END_UNREADABLE: marked("Choose a day, or leave it empty."),
    ClosingProblem.END_TOO_FAR: marked("That is more than fifty years ahead. Leave it empty where there is no end."),
    ClosingProblem.END_NOT_AFTER_START: marked("The new term ends after it begins. Choose a later day."),
    ClosingProblem.REASON_MISSING: marked("Say why ARR was lost."),
    ClosingProblem.TOO_MANY_REASONS: marked("Choose two more at most."),
}
