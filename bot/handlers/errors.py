"""What went wrong, in one sentence a person can do something with; all their words stand here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.blocks.kit import escaped, mention
from bot.blocks.plan_refusals import PLAN_EXPLANATIONS
from bot.blocks.role_refusals import not_a_member, not_allowed
from bot.handlers.people_errors import PEOPLE_EXPLANATIONS
from bot.handlers.play_errors import play_not_found, play_stands, suggestion_gone
from bot.handlers.slack_errors import slack_away, slack_refusal
from bot.locale import Words, marked
from bot.references import reference_for
from domain.errors import (
    AccountChurnedError,
    AccountNotFoundError,
    AlertNotFoundError,
    BookUnavailableError,
    ClosingStandsError,
    CustomerSuccessError,
    NoProductAreaError,
    NotAllowedError,
    NotAMemberError,
    OthersAskTooError,
    OutsideBookError,
    PlaybookNotFoundError,
    PlayNotFoundError,
    PlayStandsError,
    RenewalChangedError,
    RenewalClosedError,
    RenewalNotFoundError,
    RequestNotFoundError,
    RequestStateError,
    SharingRefusedError,
    SuggestionGoneError,
    TaskNotFoundError,
    TouchpointNotFoundError,
    TouchpointStandsError,
    UnmergeTooLateError,
)

log = logging.getLogger(__name__)


def explained(error: Exception, words: Words) -> str:
    """Finished mrkdwn. What nobody foresaw gets a reference, and the log the place where it happened."""
    if isinstance(error, CustomerSuccessError):
        return _explanation(error, words)
    if isinstance(error, SlackApiError) and (refusal := slack_refusal(error, words)):
        return refusal
    if isinstance(error, (ClientError, TimeoutError)):
        return slack_away(type(error).__name__, words)
    return _with_reference(error, words)


def out_of_date(words: Words) -> str:
    return words.text("This message is out of date. Ask again for the current one.")


def _explanation(error: CustomerSuccessError, words: Words) -> str:
    for kind, explanation in _EXPLANATIONS.items():
        if isinstance(error, kind):
            return explanation(error, words)
    return words.text("That did not work. Please try again.")


def _account_not_found(error: AccountNotFoundError, words: Words) -> str:
    typed = escaped(error.typed, 80)
    if not error.nearest:
        return words.text("No account is called “%(typed)s”. Check the spelling.", typed=typed)
    nearest = ", ".join(f"*{escaped(name, 80)}*" for _, name in error.nearest)
    return words.text("No account is called “%(typed)s”. Did you mean: %(nearest)s?", typed=typed, nearest=nearest)


def _outside_book(error: OutsideBookError, words: Words) -> str:
    """The same, whether there is such an account or not."""
    said = [words.text("Here CSMs see the accounts of their own book, and those they cover today.")]
    if error.typed:
        typed = escaped(error.typed, 80)
        said.insert(0, words.text("None of your accounts is called “%(typed)s”.", typed=typed))
    if error.nearest:
        nearest = ", ".join(f"*{escaped(name, 80)}*" for _, name in error.nearest)
        said.append(words.text("The nearest of them: %(nearest)s.", nearest=nearest))
    admins = ", ".join(mention(admin) for admin in error.admins) or words.text("a Moorline admin")
    said.append(words.text("For any other account ask %(admins)s.", admins=admins))
    return words.sentences(*said)


def _account_churned(error: AccountChurnedError, words: Words) -> str:
    name = escaped(error.name, 80)
    return words.text("*%(account)s* has churned, so it is neither judged nor shared any more.", account=name)


def _renewal_not_found(_error: RenewalNotFoundError, words: Words) -> str:
    return words.text("That renewal is not in the book any more. Ask for the list again.")


def _renewal_closed(error: RenewalClosedError, words: Words) -> str:
    name = escaped(error.name, 80)
    return words.text("The renewal of *%(account)s* is closed. Ask for the list again.", account=name)


def _renewal_changed(error: RenewalChangedError, words: Words) -> str:
    name = escaped(error.name, 80)
    return words.text("Somebody changed the renewal of *%(account)s* just now. Please try again.", account=name)


def _task_not_found(_error: TaskNotFoundError, words: Words) -> str:
    return words.text("That task is not in the book any more. Ask for the list again.")


def _alert_not_found(_error: AlertNotFoundError, words: Words) -> str:
    return words.text("That alert is not in the book any more. Ask for the list again.")


def _playbook_not_found(_error: PlaybookNotFoundError, words: Words) -> str:
    return words.text("There is no such playbook for this account any more. Ask for the list again.")


def _touchpoint_not_found(_error: TouchpointNotFoundError, words: Words) -> str:
    return words.text("That touchpoint is not in the book any more, or it came by an import. Ask for the list again.")


def _touchpoint_stands(error: TouchpointStandsError, words: Words) -> str:
    said = _STANDING_TOUCHPOINTS.get(error.reason, _STANDING_TOUCHPOINTS["gone"])
    return words.text(said, by=mention(error.by) if error.by else words.text("Somebody"))


def _request_not_found(_error: RequestNotFoundError, words: Words) -> str:
    return words.text("There is no such request. `/cs requests` lists them.")


def _request_state(error: RequestStateError, words: Words) -> str:
    return words.text("Request *#%(number)s* has moved on, so that has no place any more.", number=error.number)


def _unmerge_too_late(error: UnmergeTooLateError, words: Words) -> str:
    return words.text("*#%(number)s* was merged more than 30 days ago, so it stays merged.", number=error.number)


def _others_ask_too(error: OthersAskTooError, words: Words) -> str:
    said = marked("Others ask for *#%(number)s* too, so it stays. Whoever decides on it can withdraw it.")
    return words.text(said, number=error.number)


def _no_product_area(error: NoProductAreaError, words: Words) -> str:
    if not error.admins:
        return words.text("Nobody has said yet where requests go. An admin does with `/cs areas`.")
    admins = ", ".join(mention(admin) for admin in error.admins)
    return words.text("Nobody has said yet where requests go. %(admins)s can, with `/cs areas`.", admins=admins)


def _closing_stands(error: ClosingStandsError, words: Words) -> str:
    said = _STANDING_CLOSINGS.get(error.reason, _STANDING_CLOSINGS["not_closed"])
    return words.text(said, account=escaped(error.name, 80))


def _sharing_refused(error: SharingRefusedError, words: Words) -> str:
    return words.text(_SHARING.get(error.reason, _SHARING["unknown"]))


def _book_unavailable(error: BookUnavailableError, words: Words) -> str:
    log.error("the book is unavailable: %s", error.what)
    return words.text(
        "The book cannot be reached right now. Nothing was lost or changed; please try again in a minute."
    )


def _with_reference(error: Exception, words: Words) -> str:
    return words.text(
        "Something went wrong on our side. If it happens again, tell your admin this reference: %(reference)s",
        reference=f"`{reference_for(error)}`",
    )


_SHARING = {
    "outsiders": marked("People from outside this company are in that channel, so nothing was posted."),
    "guests": marked("Guests are in that channel, so nothing was posted."),
    "not_in_channel": marked("Moorline is not in that channel. Invite it there with `/invite`, then share again."),
    "unknown": marked("Moorline could not see who reads that channel, so nothing was posted."),
}
_STANDING_CLOSINGS = {
    "closed_anew": marked(
        "The renewal of *%(account)s* was changed since it was closed, so nothing was undone. Ask for the list again."
    ),
    "not_closed": marked("There is nothing to undo: nobody closed the renewal of *%(account)s*."),
    "too_late": marked("It is too late to undo the closing of *%(account)s*: that works for ten minutes."),
    "next_changed": marked(
        "Somebody has gone on from here: the next renewal of *%(account)s* was changed since, so nothing was undone."
    ),
}
_STANDING_TOUCHPOINTS = {
    "gone": marked("There is nothing to undo: that touchpoint is gone already."),
    "too_late": marked("It is too late to undo it: that works for ten minutes. `Edit` puts it right at any time."),
    "changed": marked("%(by)s changed the touchpoint since it was logged, so nothing was undone."),
}
_EXPLANATIONS: dict[type[CustomerSuccessError], Callable[[Any, Words], str]] = {
    AccountNotFoundError: _account_not_found,
    OutsideBookError: _outside_book,
    AccountChurnedError: _account_churned,
    RenewalNotFoundError: _renewal_not_found,
    RenewalClosedError: _renewal_closed,
    RenewalChangedError: _renewal_changed,
    TaskNotFoundError: _task_not_found,
    AlertNotFoundError: _alert_not_found,
    PlaybookNotFoundError: _playbook_not_found,
    TouchpointNotFoundError: _touchpoint_not_found,
    TouchpointStandsError: _touchpoint_stands,
    PlayNotFoundError: play_not_found,
    PlayStandsError: play_stands,
    SuggestionGoneError: suggestion_gone,
    RequestNotFoundError: _request_not_found,
    RequestStateError: _request_state,
    UnmergeTooLateError: _unmerge_too_late,
    OthersAskTooError: _others_ask_too,
    NoProductAreaError: _no_product_area,
    ClosingStandsError: _closing_stands,
    NotAMemberError: not_a_member,
    NotAllowedError: not_allowed,
    SharingRefusedError: _sharing_refused,
    BookUnavailableError: _book_unavailable,
    **PEOPLE_EXPLANATIONS,
    **PLAN_EXPLANATIONS,
}
