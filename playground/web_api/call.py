"""One call of a Web API method: who calls, with what."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from playground.apps import App
from playground.json_types import Json
from playground.refusals import SlackRefusal
from playground.workspace import Workspace

MOST_A_PAGE = 1000
TRUE = {True, "true", "1", "True"}


@dataclass(frozen=True, slots=True)
class Call:
    workspace: Workspace
    app: App
    arguments: Json

    def text(self, name: str) -> str | None:
        given = self.arguments.get(name)
        return None if given is None or given == "" else str(given)

    def needed(self, name: str) -> str:
        if given := self.text(name):
            return given
        raise SlackRefusal("invalid_arguments", details=[f"missing required field: {name}"])

    def is_on(self, name: str) -> bool:
        given = self.arguments.get(name)
        return isinstance(given, str | int | bool) and given in TRUE

    def structure(self, name: str, refusal: str = "invalid_arguments") -> Any:
        """An argument that is JSON, or a string of it, as forms send it."""
        given = self.arguments.get(name)
        if not isinstance(given, str):
            return given
        try:
            return json.loads(given) if given else None
        except ValueError:
            raise SlackRefusal(refusal) from None

    def refuse_without(self, scopes: Iterable[str]) -> None:
        """Any one of the scopes is enough."""
        wanted = tuple(scopes)
        if self.app.lacks(wanted):
            raise SlackRefusal("missing_scope", needed=",".join(wanted), provided=",".join(sorted(self.app.scopes)))


@dataclass(frozen=True, slots=True)
class Method:
    """`scopes`: any one of them is needed; none: none is."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    takes_app_token: bool = False


def paged(call: Call, name: str, items: Sequence[Json] | Sequence[str], usual: int = 100) -> Json:
    """One page of the items, with the cursor of the next."""
    start, limit = _number(call, "cursor", 0), _number(call, "limit", usual) or usual
    if limit > MOST_A_PAGE:
        raise SlackRefusal("invalid_limit")
    if start > len(items):
        raise SlackRefusal("invalid_cursor")
    end = start + limit
    return {
        "ok": True,
        name: list(items[start:end]),
        "response_metadata": {"next_cursor": str(end) if end < len(items) else ""},
    }


def _number(call: Call, name: str, usual: int) -> int:
    given = call.text(name)
    if given is None:
        return usual
    if not given.isdecimal():
        raise SlackRefusal(f"invalid_{name}")
    return int(given)
