"""What is said of requests to those who bring them in, decide on them, or look at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.feedback.form import FeedbackField, FeedbackForm, FeedbackProblem
from domain.feedback.likeness import Likeness
from domain.feedback.priority import Priority, VoiceNow
from domain.feedback.request import ProductArea, Request, Voice


@dataclass(frozen=True, slots=True)
class FeedbackOffer:
    """The form to be filled in; without areas there is nowhere to send it. `account` goes with `form.account`."""

    form: FeedbackForm
    areas: Sequence[ProductArea]
    account: str | None = None


@dataclass(frozen=True, slots=True)
class FeedbackRefused:
    problems: Mapping[FeedbackField, FeedbackProblem]


@dataclass(frozen=True, slots=True)
class Submitted:
    """`is_known`: this message had been brought in before, and nothing was written."""

    request: Request
    area: ProductArea
    is_known: bool = False
    similar: Sequence[Likeness] = ()


@dataclass(frozen=True, slots=True)
class RequestLook:
    """One request with who asks for it today; `voices` (their words) and `similar` ones are for its card alone.

    `formula` is the version of the policy that weighed it, None where none is published.
    """

    request: Request
    area: ProductArea
    priority: Priority
    currency: str
    asking: Sequence[VoiceNow]
    voices: Sequence[Voice] = ()
    similar: Sequence[Likeness] = ()
    formula: int | None = None


@dataclass(frozen=True, slots=True)
class RequestChanged:
    """`was_first` says who was faster, where somebody was: nothing was written then."""

    look: RequestLook
    was_first: str | None = None
