"""`Push to tracker…`: what the form offers, what came back, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.feedback.answer import RequestLook
from domain.feedback.tracker_links import LinkWay, TrackerLink
from domain.feedback.trackers import Place, TextPart


class PushField(StrEnum):
    PLACE = "place"
    WAY = "way"
    ISSUE = "issue"
    NAMES = "names"


class PushProblem(StrEnum):
    NO_PLACE = "no_place"
    NO_ISSUE = "no_issue"
    NOT_READABLE = "not_readable"


@dataclass(frozen=True, slots=True)
class PushForm:
    """Texts as they came; `permalink` is the card's."""

    place: str = ""
    way: str = LinkWay.CREATE
    issue: str = ""
    with_names: bool = False
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class PushOffer:
    """`text` is what would be sent, as it would be sent."""

    look: RequestLook
    places: Sequence[Place]
    chosen: Place
    may_name: bool
    title: str
    text: tuple[TextPart, ...]


@dataclass(frozen=True, slots=True)
class PushRefused:
    problems: Mapping[PushField, PushProblem]


@dataclass(frozen=True, slots=True)
class Pushed:
    """`was_there`: the request had its place already, and nothing was written."""

    look: RequestLook
    link: TrackerLink
    was_there: bool = False
