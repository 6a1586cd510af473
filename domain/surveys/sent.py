"""What a survey tool sends by itself, and how it is let in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.surveys.answer import Survey


class SentRefusedError(Exception):
    """It is not signed, or not now; `reason` is for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SentMalformedError(Exception):
    """It makes no sense; `problem` is for whoever sends it."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer, or that somebody was asked (`score` None). `key` is the source's own number of it.

    `account` is an external id, a name or a domain; `email` of a contact. One of the two is there.
    """

    source: str
    key: str
    survey: str
    on: date | None
    score: Decimal | None = None
    scale: int | None = None
    words: str = ""
    account: str = ""
    email: str = ""

    @property
    def is_answer(self) -> bool:
        return self.score is not None

    @property
    def named(self) -> str:
        """Whom the source means, in its own words."""
        return " · ".join(said for said in (self.account, self.email) if said)


@dataclass(frozen=True, slots=True)
class Stray:
    """What was sent of an account that the book does not know."""

    id: int
    sent: Sent
    at: datetime


LONGEST_NAMED = 300
LONGEST_WORDS = 5000
LARGEST_SCORE = 1000


def sent_from(said: Mapping[str, object], *, source: str) -> Sent:
    """Raises `SentMalformedError` with what would mend it."""
    is_asked = _is_asked(said)
    key, survey = _text(said, "id"), _text(said, "survey") or Survey.NPS.value
    if not key:
        raise SentMalformedError("id is missing: your own number of the answer")
    account, email = _text(said, "account"), _text(said, "email")
    if not account and not email:
        raise SentMalformedError("account or email is missing: whose answer it is")
    sent = Sent(source, key, survey.casefold(), _day(said), account=account, email=email)
    return sent if is_asked else _with_answer(sent, said)


def said_of(sent: Sent) -> dict[str, object]:
    """What `sent_from` reads again."""
    return {
        "id": sent.key,
        "type": "answer" if sent.is_answer else "asked",
        "survey": sent.survey,
        "on": sent.on.isoformat() if sent.on else None,
        "score": None if sent.score is None else str(sent.score),
        "scale": sent.scale,
        "words": sent.words,
        "account": sent.account,
        "email": sent.email,
    }


def _with_answer(sent: Sent, said: Mapping[str, object]) -> Sent:
    score = _number(said.get("score"))
    if score is None:
        raise SentMalformedError("score is missing, or no number")
    if sent.survey == Survey.NPS:
        lowest, best = Survey.NPS.lowest, Survey.NPS.best
    else:
        lowest, best = 0, _scale(said)
    if not lowest <= score <= best:
        raise SentMalformedError(f"score is {score}, not {lowest} to {best}")
    words = _text(said, "words", longest=LONGEST_WORDS)
    return Sent(
        sent.source,
        sent.key,
        sent.survey,
        sent.on,
        score=score,
        scale=best,
        words=words,
        account=sent.account,
        email=sent.email,
    )


def _is_asked(said: Mapping[str, object]) -> bool:
    kind = _text(said, "type") or "answer"
    if kind not in {"answer", "asked"}:
        raise SentMalformedError("type is neither answer nor asked")
    return kind == "asked"


def _scale(said: Mapping[str, object]) -> int:
    """The best that can be answered."""
    if said.get("scale") is None:
        return Survey.SATISFACTION.best
    scale = _number(said["scale"])
    if scale is None or scale < 1 or scale != int(scale):
        raise SentMalformedError(f"scale is no whole number from 1 to {LARGEST_SCORE}")
    return int(scale)


def _text(said: Mapping[str, object], name: str, *, longest: int = LONGEST_NAMED) -> str:
    """Half a letter, as JSON can hold it and no database, is a question mark."""
    value = said.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise SentMalformedError(f"{name} is no text")
    text = str(value).encode(errors="replace").decode().replace("\x00", "").strip()
    if len(text) > longest:
        raise SentMalformedError(f"{name} is longer than {longest} characters")
    return text


def _day(said: Mapping[str, object]) -> date | None:
    text = _text(said, "on")
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError as error:
        raise SentMalformedError("on is no day like 2026-11-30") from error


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return None
    return number if number.is_finite() and abs(number) <= LARGEST_SCORE else None
