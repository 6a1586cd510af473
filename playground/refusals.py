"""How Slack says no: an error code, sometimes with what exactly was wrong."""

from collections.abc import Sequence

from playground.json_types import Json


class SlackRefusal(Exception):  # noqa: N818 - "refusal" is the fact; Slack answers these with status 200
    def __init__(self, code: str, *, details: Sequence[str] = (), **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = tuple(details)
        self.facts = facts

    def answer(self) -> Json:
        body: Json = {"ok": False, "error": self.code, **self.facts}
        if self.details:
            body["errors"] = list(self.details)
            body["response_metadata"] = {"messages": [f"[ERROR] {detail}" for detail in self.details]}
        return body


class NotVisibleError(LookupError):
    """A person reached for a channel, message or view that is not theirs to see."""
