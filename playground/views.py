from collections.abc import Iterator
from dataclasses import dataclass, field

from playground.json_types import Json
from playground.refusals import SlackRefusal

DEEPEST_STACK = 3


@dataclass(slots=True)
class OpenView:
    """A modal or a Home tab before one person.

    `content` is what the app sent (block and action ids filled in); `state` what the person has entered so far, in
    Slack's shape; `errors` the app's words under a block, by block id; `trouble` what Slack itself says at the top.
    """

    id: str
    app_id: str
    person_id: str
    content: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    @property
    def blocks(self) -> list[Json]:
        blocks: list[Json] = self.content["blocks"]
        return blocks

    @property
    def is_home(self) -> bool:
        return bool(self.content["type"] == "home")

    @property
    def external_id(self) -> str:
        return str(self.content.get("external_id") or "")

    def replace(self, content: Json, new_hash: str) -> None:
        """What was entered stays where block, action and kind of element stay."""
        self.content = content
        self.hash = new_hash
        self.errors = {}
        self.trouble = ""


class Views:
    """Every modal stack (one a person, the last view is on top) and every Home tab (one an app and person)."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[OpenView]] = {}
        self._homes: dict[tuple[str, str], OpenView] = {}

    def __iter__(self) -> Iterator[OpenView]:
        for stack in self._stacks.values():
            yield from stack
        yield from self._homes.values()

    def stack(self, person_id: str) -> list[OpenView]:
        return list(self._stacks.get(person_id, ()))

    def top(self, person_id: str) -> OpenView | None:
        return next(reversed(self._stacks.get(person_id, [])), None)

    def home(self, app_id: str, person_id: str) -> OpenView | None:
        return self._homes.get((app_id, person_id))

    def find(self, view_id: str) -> OpenView | None:
        return next((view for view in self if view.id == view_id), None)

    def with_external_id(self, app_id: str, external_id: str) -> OpenView | None:
        return next((view for view in self if view.app_id == app_id and view.external_id == external_id), None)

    def open(self, view: OpenView) -> None:
        self._stacks[view.person_id] = [view]

    def push(self, view: OpenView) -> None:
        stack = self._stacks.get(view.person_id)
        if not stack:
            raise SlackRefusal("not_found")
        if len(stack) >= DEEPEST_STACK:
            raise SlackRefusal("push_limit_reached")
        view.root_view_id, view.previous_view_id = stack[-1].root_view_id, stack[-1].id
        stack.append(view)

    def show_home(self, view: OpenView) -> None:
        self._homes[view.app_id, view.person_id] = view

    def close(self, view: OpenView) -> None:
        """This view and whatever lies on it."""
        stack = self._stacks.get(view.person_id, [])
        if view in stack:
            del stack[stack.index(view) :]

    def clear(self, person_id: str) -> None:
        self._stacks.pop(person_id, None)
