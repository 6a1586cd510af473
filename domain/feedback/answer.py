"""What is said of requests to those who bring them in, decide on them, or look at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.feedback.area_hints import AreaHint
from domain.feedback.form import FeedbackField, FeedbackForm, FeedbackProblem
from domain.feedback.likeness import Likeness
from domain.feedback.priority import Priority, VoiceNow
from domain.feedback.request import ProductArea, Request, Voice
from domain.feedback.states import RequestStep
from domain.feedback.telling import TellingCount
from domain.feedback.tracker_links import LinkGlance


@dataclass(frozen=True, slots=True)
class FeedbackOffer:
    """The form to be filled in; without areas there is nowhere to send it. `account` goes with `form.account`.

    `known` is the request that this message became before. `alike` may ask for the same, the likest first; the one that
    is chosen already is always among them. `hint` is never the area that is chosen.
    """

    form: FeedbackForm
    areas: Sequence[ProductArea]
    account: str | None = None
    known: RequestLook | None = None
    alike: Sequence[Alike] = ()
    hint: AreaHint | None = None


@dataclass(frozen=True, slots=True)
class FeedbackRefused:
    problems: Mapping[FeedbackField, FeedbackProblem]


@dataclass(frozen=True, slots=True)
class Submitted:
    """`is_known`: this message had been brought in before, and nothing was written.

    `is_added`: the voice went to a request that was there. `may_add`: another account of the same message may.
    """

    request: Request
    area: ProductArea
    is_known: bool = False
    is_added: bool = False
    may_add: bool = False
    similar: Sequence[Likeness] = ()
    follows: bool = True
    """Whether the reader hears what becomes of it."""
    may_withdraw: bool = True


@dataclass(frozen=True, slots=True)
class ToldVoice:
    """One voice with how its account stands today."""

    voice: Voice
    now: VoiceNow


@dataclass(frozen=True, slots=True)
class RequestLook:
    """One request with who asks for it today; `voices` (their words) and what follows are for its card alone.

    `raised`: what somebody said after it was decided, and nobody has decided on since. `question` is the newest,
    `answer` the newest after it or, without a question, the newest detail. `into` is where it was merged, `merged`
    what was merged into it.
    `links` are where it stands in trackers; `may_push`: there are trackers that it may be pushed to.
    `formula` is the version of the policy that weighed it, None where none is published.
    """

    request: Request
    area: ProductArea
    priority: Priority
    currency: str
    asking: Sequence[VoiceNow]
    voices: Sequence[Voice] = ()
    similar: Sequence[Likeness] = ()
    telling: TellingCount | None = None
    raised: RequestStep | None = None
    question: RequestStep | None = None
    answer: RequestStep | None = None
    into: Request | None = None
    merged: Sequence[Request] = ()
    links: Sequence[LinkGlance] = ()
    may_push: bool = False
    formula: int | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """A request that may ask for the same; `score` is None where it is not its wording that speaks for it."""

    look: RequestLook
    score: float | None


@dataclass(frozen=True, slots=True)
class RequestTalk:
    """One request for whoever may have brought it in; `named` is the one that was looked up, where that was merged."""

    look: RequestLook
    named: Request | None
    follows: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class RequestChanged:
    """`was_first` says who was faster, where somebody was: nothing was written then."""

    look: RequestLook
    was_first: str | None = None
