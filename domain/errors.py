"""What can be wrong with a request, as facts; the words for people stand in `bot/handlers/errors.py`."""

from __future__ import annotations

from dataclasses import dataclass


class CustomerSuccessError(Exception):
    """The base of every error a person can do something about.

    None of them is frozen: `contextlib` sets `__traceback__` on what passes through it.
    """


@dataclass(unsafe_hash=True)
class AccountNotFoundError(CustomerSuccessError):
    """Nothing in the book is called that; `nearest` holds up to three (account id, name) pairs."""

    typed: str
    nearest: tuple[tuple[int, str], ...] = ()


@dataclass(unsafe_hash=True)
class NotAMemberError(CustomerSuccessError):
    """The person has no role here: an outsider, a guest, or somebody nobody has added yet."""

    person: str
    reason: str
    admins: tuple[str, ...] = ()
    """Slack ids of who can help, for those who may know them."""


@dataclass(unsafe_hash=True)
class NotAllowedError(CustomerSuccessError):
    """The person is a member, but the role does not allow this action."""

    person: str
    action: str
    admins: tuple[str, ...] = ()
    """Slack ids of who can help."""


@dataclass(unsafe_hash=True)
class OutsideBookError(CustomerSuccessError):
    """It is none of the accounts that this person may see, or is nowhere: which of the two is not said.

    `nearest` holds (account id, name) pairs of those they may see.
    """

    typed: str = ""
    nearest: tuple[tuple[int, str], ...] = ()
    admins: tuple[str, ...] = ()
    """Slack ids of who can help."""


@dataclass(unsafe_hash=True)
class AccountChurnedError(CustomerSuccessError):
    """The account has left: it is scored, judged and shared no more."""

    name: str


@dataclass(unsafe_hash=True)
class RenewalNotFoundError(CustomerSuccessError):
    """There is no such renewal any more: its contract was taken out of the book."""

    typed: str


@dataclass(unsafe_hash=True)
class RenewalClosedError(CustomerSuccessError):
    """The renewal is closed: it is neither forecast nor snoozed any more."""

    name: str


@dataclass(unsafe_hash=True)
class RenewalChangedError(CustomerSuccessError):
    """Somebody else changed the renewal at the same moment; nothing was written."""

    name: str


@dataclass(unsafe_hash=True)
class AlertNotFoundError(CustomerSuccessError):
    """There is no such alert any more: its account was taken out of the book."""

    typed: str


@dataclass(unsafe_hash=True)
class PlaybookNotFoundError(CustomerSuccessError):
    """The policy has no such playbook any more, or the account may not enter it."""

    typed: str


@dataclass(unsafe_hash=True)
class TouchpointNotFoundError(CustomerSuccessError):
    """There is no such touchpoint any more, or it is one that its source looks after."""

    touchpoint: str


@dataclass(unsafe_hash=True)
class TouchpointStandsError(CustomerSuccessError):
    """The touchpoint cannot be taken back: `reason` is one of gone, too_late, changed; `by` changed it."""

    reason: str
    by: str = ""


@dataclass(unsafe_hash=True)
class PlayNotFoundError(CustomerSuccessError):
    """There is no such play any more."""

    play: str


@dataclass(unsafe_hash=True)
class PlayStandsError(CustomerSuccessError):
    """The last change of a play cannot be taken back: `reason` is one of gone, too_late, changed; `by` changed it."""

    reason: str
    by: str = ""


@dataclass(unsafe_hash=True)
class ContactNotFoundError(CustomerSuccessError):
    """Nobody of the accounts has that number any more."""

    contact: str


@dataclass(unsafe_hash=True)
class ContactStandsError(CustomerSuccessError):
    """The change of a contact cannot be taken back: `reason` is one of gone, too_late, changed; `by` changed them."""

    reason: str
    by: str = ""


@dataclass(unsafe_hash=True)
class SuggestionGoneError(CustomerSuccessError):
    """The account is not suggested any more: somebody started a play, or said not now, or it is not ready now."""

    account: str


@dataclass(unsafe_hash=True)
class SurveyAnswerNotFoundError(CustomerSuccessError):
    """No answer that people typed has that number any more, or nothing of the kind waits for an account."""

    answer: str


@dataclass(unsafe_hash=True)
class SurveyAnswerStandsError(CustomerSuccessError):
    """The answer cannot be taken back: `reason` is one of gone, too_late, changed; `by` changed it."""

    reason: str
    by: str = ""


@dataclass(unsafe_hash=True)
class RequestNotFoundError(CustomerSuccessError):
    """There is no such request."""

    typed: str


@dataclass(unsafe_hash=True)
class NoProductAreaError(CustomerSuccessError):
    """Nobody has said yet where requests go; `admins` can."""

    admins: tuple[str, ...] = ()


@dataclass(unsafe_hash=True)
class RequestStateError(CustomerSuccessError):
    """What was asked has no place in the state that the request is in."""

    number: int
    state: str


@dataclass(unsafe_hash=True)
class UnmergeTooLateError(CustomerSuccessError):
    """The requests have been one for so long that they stay one."""

    number: int


@dataclass(unsafe_hash=True)
class OthersAskTooError(CustomerSuccessError):
    """The request is not withdrawn by who brought it in: others brought voices of their own."""

    number: int


@dataclass(unsafe_hash=True)
class ClosingStandsError(CustomerSuccessError):
    """The closing cannot be taken back: `reason` is one of not_closed, too_late, next_changed, closed_anew."""

    name: str
    reason: str


@dataclass(unsafe_hash=True)
class SharingRefusedError(CustomerSuccessError):
    """The answer may not be posted there: `reason` is one of outsiders, guests, not_in_channel, unknown."""

    channel: str
    reason: str


@dataclass(unsafe_hash=True)
class BookUnavailableError(CustomerSuccessError):
    """The book cannot be read or written right now; nothing was lost or changed."""

    what: str


@dataclass(unsafe_hash=True)
class TaskNotFoundError(CustomerSuccessError):
    """No task has that number any more."""

    task: str


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """One thing wrong with a policy file, and what would mend it; line 1 is the first."""

    line: int
    problem: str
    fix: str


@dataclass(unsafe_hash=True)
class PolicyError(CustomerSuccessError):
    """The policy file cannot be used; every problem of it at once, in the order of their lines."""

    problems: tuple[PolicyProblem, ...]

    def __str__(self) -> str:
        return "\n".join(f"line {found.line}: {found.problem}; {found.fix}" for found in self.problems)


@dataclass(unsafe_hash=True)
class SnapshotFormatError(CustomerSuccessError):
    """A stored score was written by a newer release, in a format this one cannot read."""

    version: int


@dataclass(unsafe_hash=True)
class OutcomeNotFoundError(CustomerSuccessError):
    """There is no such outcome, measurement, check-in or milestone any more: somebody took it back."""

    typed: str


@dataclass(unsafe_hash=True)
class PlanStandsError(CustomerSuccessError):
    """It is not taken back: `reason` is gone, too_late or changed; `by` is who changed it, where that is known."""

    reason: str
    by: str = ""


@dataclass(unsafe_hash=True)
class PlanClosedError(CustomerSuccessError):
    """The account has left: its plan is read and not written any more."""

    name: str
