"""What an admin is told of Moorline itself, and the message that tries whether messages arrive."""

from __future__ import annotations

from collections.abc import Mapping

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Message, escaped, message, one_line, section
from bot.blocks.tracker_words import REFUSAL_WORDS
from bot.locale import Words, marked
from domain.feedback.trackers import TrackerRefusal
from domain.outbox.announcement import Fact

_CHANNEL = "C"


def trouble(what: str, words: Words, *, to: str = "", reason: str = "", job: str = "", place: str = "") -> Message:
    """`what` is parked (a message was given up), withheld (a channel got no digest), job (one failed) or tracker."""
    if what == "tracker":
        why = words.text(REFUSAL_WORDS[TrackerRefusal(reason)])
        said = words.text(
            "⚠️ What becomes of requests in %(place)s cannot be read: %(why)s.", place=f"`{place}`", why=why
        )
        return message([section(said)])
    if what == "job":
        said = words.text(
            "⚠️ The job `%(job)s` failed: %(reason)s. It is tried again; `moorline jobs` shows how it goes.",
            job=escaped(job, 80),
            reason=escaped(reason, 200),
        )
        return message([section(said)])
    if what == "withheld":
        return message([section(words.text(_READERS.get(reason, _UNSEEN), channel=f"<#{escaped(to)}>"))])
    why = words.text(_REASONS.get(reason, marked("Slack refused it (%(reason)s)")), reason=escaped(reason, 80))
    said = words.text(
        "⚠️ A message to %(to)s could not be delivered: %(why)s. `moorline outbox` lists it, and tries it again.",
        to=f"<#{to}>" if to.startswith(_CHANNEL) else mentioned(to),
        why=why,
    )
    return message([section(said)])


def held_up(facts: Mapping[str, Fact], words: Words) -> Message:
    """Of accounts whose playbooks could not go on, the first by its name."""
    more, account = int(str(facts["more"])), f"*{one_line(str(facts['account']))}*"
    said = words.plural(
        "⚠️ Playbooks of %(account)s and %(count)s more account could not go on: %(reason)s.",
        "⚠️ Playbooks of %(account)s and %(count)s more accounts could not go on: %(reason)s.",
        more,
        account=account,
        reason=escaped(str(facts["reason"]), 200),
    )
    if not more:
        said = words.text(
            "⚠️ Playbooks of %(account)s could not go on: %(reason)s.",
            account=account,
            reason=escaped(str(facts["reason"]), 200),
        )
    rest = words.text(
        "All others went on, and this is tried again every few minutes; `moorline jobs` shows how it goes."
    )
    return message([section(words.sentences(said, rest))])


def trial(words: Words, *, next_run: str = "") -> Message:
    """`next_run` says when the next real one comes."""
    said = words.text("This is a test: messages of Moorline reach you here.")
    return message([section(words.sentences(said, next_run) if next_run else said)])


_UNSEEN = marked(
    "⚠️ %(channel)s gets no digest: I could not find out who reads there. Take it out of the settings, or choose a "
    "smaller channel."
)
_READERS = {
    "outsiders": marked(
        "⚠️ %(channel)s gets no digest any more: people from outside the company read there, or are invited to. Take it "
        "out of the settings, or choose a channel of your own company."
    ),
    "guests": marked(
        "⚠️ %(channel)s gets no digest any more: guests read there. Take it out of the settings, or choose a channel "
        "without guests."
    ),
}
_REASONS = {
    "channel_not_found": marked("that conversation does not exist, or Moorline is not in it"),
    "is_archived": marked("that channel is archived"),
    "missing_scope": marked("Moorline may not read that conversation, so it cannot see whether the message arrived"),
    "no_employee": marked("Slack says that person is no employee here any more"),
    "not_in_channel": marked("Moorline is not in that channel; invite it"),
    "user_disabled": marked("that person is no longer in this workspace"),
    "user_not_found": marked("that person is no longer in this workspace"),
}
