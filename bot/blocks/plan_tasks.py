"""The tasks that success plans lead to, worded for whoever is to do them."""

from __future__ import annotations

from bot.blocks.kit import plain
from bot.locale import language_for, marked, words_for
from domain.plans.plan import Outcome
from domain.tasks.form import LONGEST_TITLE

LONGEST_NAME, LONGEST_QUOTE = 60, 90


def check_in_title(why: str, outcome: Outcome, account: str, language: str | None) -> str:
    """`why` is due, again or fell; a task's title is in the language of whoever gets it."""
    words = words_for(language_for(language, language))
    message = {"fell": _FELL, "again": _AGAIN}.get(why, _DUE)
    said = words.text(message, account=plain(account, LONGEST_NAME), outcome=plain(outcome.title, LONGEST_QUOTE))
    return plain(said, LONGEST_TITLE)


_DUE = marked("Check in with %(account)s: “%(outcome)s”")
_AGAIN = marked("Still to check in with %(account)s: “%(outcome)s”")
_FELL = marked("%(account)s fell behind, check in: “%(outcome)s”")
