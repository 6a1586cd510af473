"""What goes to an app, and what comes back."""

from dataclasses import dataclass
from enum import StrEnum

from playground.json_types import Json

ANSWER_WITHIN = 3.0


class ParcelKind(StrEnum):
    """The values are Socket Mode's envelope types."""

    EVENT = "events_api"
    COMMAND = "slash_commands"
    INTERACTION = "interactive"


class Trouble(StrEnum):
    """What the person reads when an app did not take what they did."""

    TIMEOUT = "operation_timeout"
    FAILED = "dispatch_failed"


@dataclass(frozen=True, slots=True)
class Parcel:
    """`attempt` counts repeated deliveries of an event; `reason` is why the one before failed."""

    kind: ParcelKind
    payload: Json
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """`payload` is what rode along with the acknowledgement; `is_final`: the app asked not to be told again."""

    payload: Json | None = None
    trouble: Trouble | None = None
    reason: str = ""
    is_final: bool = False
