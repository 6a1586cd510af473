"""The short-lived rights an interaction gives to an app: trigger ids and response URLs."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from playground.clock import Clock
from playground.refusals import SlackRefusal

TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_URL_LIFE = timedelta(minutes=30)
RESPONSE_URL_USES = 5


@dataclass(slots=True)
class Trigger:
    """`view_id` is the modal the interaction came from, if it came from one."""

    app_id: str
    person_id: str
    issued_at: datetime
    view_id: str | None = None
    is_exchanged: bool = False


class Triggers:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}

    def issue(self, app_id: str, person_id: str, view_id: str | None = None) -> str:
        trigger_id = f"{len(self._triggers) + 1}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = Trigger(app_id, person_id, self._clock(), view_id)
        return trigger_id

    def exchange(self, trigger_id: str, app_id: str) -> Trigger:
        trigger = self._triggers.get(trigger_id)
        if trigger is None or trigger.app_id != app_id:
            raise SlackRefusal("invalid_trigger_id")
        if trigger.is_exchanged:
            raise SlackRefusal("exchanged_trigger_id")
        if self._clock() - trigger.issued_at > TRIGGER_LIFE:
            raise SlackRefusal("expired_trigger_id")
        trigger.is_exchanged = True
        return trigger


@dataclass(slots=True)
class ResponseRight:
    """`message_ts` is the message the interaction came from; a slash command came from none."""

    app_id: str
    person_id: str
    channel_id: str
    issued_at: datetime
    message_ts: str | None = None
    typed_command: str | None = None
    uses: int = 0


class ResponseRights:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rights: dict[str, ResponseRight] = {}

    def issue(
        self,
        app_id: str,
        person_id: str,
        channel_id: str,
        *,
        message_ts: str | None = None,
        typed_command: str | None = None,
    ) -> str:
        key = secrets.token_hex(12)
        self._rights[key] = ResponseRight(app_id, person_id, channel_id, self._clock(), message_ts, typed_command)
        return key

    def use(self, key: str) -> ResponseRight:
        right = self._rights.get(key)
        if right is None:
            raise SlackRefusal("no_such_url")
        if self._clock() - right.issued_at > RESPONSE_URL_LIFE:
            raise SlackRefusal("expired_url")
        if right.uses >= RESPONSE_URL_USES:
            raise SlackRefusal("used_url")
        right.uses += 1
        return right
