"""What can be wrong with a request, as facts; the words for people stand in `bot/handlers/errors.py`."""

from __future__ import annotations

from dataclasses import dataclass


class CustomerSuccessError(Exception):
    """The base of every error a person can do something about."""


@dataclass(frozen=True)
class AccountNotFoundError(CustomerSuccessError):
    """Nothing in the book is called that; `nearest` holds up to three (account id, name) pairs."""

    typed: str
    nearest: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class NotAMemberError(CustomerSuccessError):
    """The person has no role here: an outsider, a guest, or somebody nobody has added yet."""

    person: str
    reason: str


@dataclass(frozen=True)
class NotAllowedError(CustomerSuccessError):
    """The person is a member, but the role does not allow this action."""

    person: str
    action: str


@dataclass(frozen=True)
class SharingRefusedError(CustomerSuccessError):
    """The answer may not be posted there: `reason` is one of outsiders, guests, not_in_channel, unknown."""

    channel: str
    reason: str


@dataclass(frozen=True)
class BookUnavailableError(CustomerSuccessError):
    """The book cannot be read or written right now; nothing was lost or changed."""

    what: str
