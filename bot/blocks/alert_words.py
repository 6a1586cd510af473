"""An alert in words: what became true, what to do about it, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from bot.blocks.health_words import mentioned
from bot.blocks.kit import date_token, one_line
from bot.locale import Words, marked
from domain.alerts.alert import Alert, AlertState, DismissReason, StepKind
from domain.alerts.answer import AlertLook
from domain.alerts.policy import AlertKind, Severity
from domain.health.model import Band
from domain.records import RecordKind

ICONS = {Severity.CRITICAL: "🚨", Severity.HIGH: "🔴", Severity.MEDIUM: "🟠", Severity.LOW: "🔵", Severity.OFF: "⚪"}
KIND_WORDS = {
    AlertKind.PERSON_LEFT: marked("Champion or buyer left"),
    AlertKind.BAND_DOWN: marked("Colour got worse"),
    AlertKind.DETRACTOR: marked("Bad answer in a survey"),
    AlertKind.CRITICAL_TICKET: marked("Critical ticket open for long"),
    AlertKind.USAGE_DOWN: marked("Usage fell"),
    AlertKind.DROP: marked("Score dropped within 7 days"),
    AlertKind.SILENCE: marked("No contact for too long"),
    AlertKind.INVOICE_OVERDUE: marked("Invoice overdue"),
    AlertKind.FIRST_VALUE_LATE: marked("First value late"),
    AlertKind.RENEWAL_WINDOW: marked("Renewal comes near"),
    AlertKind.JUDGEMENT_EXPIRED: marked("Judgement expired"),
    AlertKind.FEED_STOPPED: marked("A data source stopped"),
}
REASON_WORDS = {
    DismissReason.KNOWN: marked("I knew it already"),
    DismissReason.NOT_TRUE: marked("It is not true"),
    DismissReason.NOT_IMPORTANT: marked("It does not matter here"),
    DismissReason.TOO_LATE: marked("It came too late"),
    DismissReason.OTHER: marked("Something else"),
}


def head_words(look: AlertLook, words: Words) -> str:
    """`🔴 *Acme* · $120K — turned red: 72 → 48`, in one line."""
    alert = look.alert
    icon = ICONS[alert.severity]
    if look.name is None:
        return f"{icon} {what_words(alert, words)}"
    name = f"{icon} *{one_line(look.name)}*"
    arr = f" · {words.short_money(alert.arr)}" if alert.arr else ""
    return f"{name}{arr} — {what_words(alert, words)}"


def what_words(alert: Alert, words: Words) -> str:
    return rule_words(alert.kind, alert.facts, words)


def rule_words(kind: AlertKind, facts: Mapping[str, Any], words: Words) -> str:
    """What became true, as it was when the rule spoke."""
    return _WHAT[kind](facts, words)


def step_words(kind: AlertKind, words: Words) -> str:
    """What usually helps."""
    return words.text(_STEPS[kind])


def fact_words(look: AlertLook, words: Words, today: date, *, reader: str) -> Iterable[str]:
    alert = look.alert
    if alert.instead_of:
        yield words.text("for %(person)s, who is away", person=mentioned(alert.instead_of))
    elif look.owner and look.owner != reader:
        yield mentioned(look.owner)
    if alert.renews_on and alert.renews_on >= today and alert.kind is not AlertKind.RENEWAL_WINDOW:
        days = (alert.renews_on - today).days
        yield words.plural("renews in %(count)s day", "renews in %(count)s days", days)
    yield words.text("since %(day)s", day=words.day(alert.since))


def state_words(alert: Alert, words: Words) -> str | None:
    """How it stands now; None while it waits for somebody."""
    if alert.state is AlertState.DISMISSED:
        assert alert.reason is not None, "nobody finds it useless without a reason"
        why = words.text(REASON_WORDS[alert.reason])
        said = words.text(
            "Found not useful by %(person)s, %(when)s: %(reason)s",
            person=mentioned(alert.closed_by or ""),
            when=_when(alert.closed_at, words),
            reason=why,
        )
        return f"{said} — {one_line(alert.note, 200)}" if alert.note else said
    if alert.state is AlertState.RESOLVED:
        return words.text("✓ Over by itself, %(when)s: it is not true any more", when=_when(alert.closed_at, words))
    if alert.snoozed_until:
        return words.text("Snoozed until %(day)s", day=words.day(alert.snoozed_until))
    if alert.taken_by:
        who = mentioned(alert.taken_by)
        return words.text("👀 %(person)s is on it, %(when)s", person=who, when=_when(alert.taken_at, words))
    return None


def life_words(what: StepKind, words: Words) -> str:
    return words.text(_LIFE[what])


def _when(at: datetime | None, words: Words) -> str:
    assert at is not None, "every step has its moment"
    return date_token(at, "{date_short_pretty} {time}", words.instant(at, "UTC"))


def _band_down(facts: Mapping[str, Any], words: Words) -> str:
    message = _TO_RED if facts["to"] == Band.RED else _TO_YELLOW
    return words.text(message, before=_said(facts["before"]), after=_said(facts["after"]))


def _drop(facts: Mapping[str, Any], words: Words) -> str:
    points = facts["before"] - facts["after"]
    dropped = words.plural("dropped %(count)s point in 7 days", "dropped %(count)s points in 7 days", points)
    return words.text(
        "%(dropped)s: %(before)s → %(after)s", dropped=dropped, before=facts["before"], after=facts["after"]
    )


def _silence(facts: Mapping[str, Any], words: Words) -> str:
    return words.plural(
        "no two-way contact since %(day)s, its cadence is %(count)s day",
        "no two-way contact since %(day)s, its cadence is %(count)s days",
        facts["cadence"],
        day=_day(facts["last"], words),
    )


def _usage_down(facts: Mapping[str, Any], words: Words) -> str:
    return words.text("usage fell by %(percent)s%% against the weeks before", percent=facts["percent"])


def _ticket(facts: Mapping[str, Any], words: Words) -> str:
    said = {"number": one_line(facts["number"], 60), "day": _day(facts["opened"], words)}
    if facts["count"] == 1:
        return words.text("critical ticket %(number)s is open since %(day)s", **said)
    return words.plural(
        "critical ticket %(number)s is open since %(day)s, and %(count)s more",
        "critical ticket %(number)s is open since %(day)s, and %(count)s more",
        facts["count"] - 1,
        **said,
    )


def _detractor(facts: Mapping[str, Any], words: Words) -> str:
    if not facts["person"]:
        return words.text("an answer of %(score)s out of 10", score=facts["score"])
    return words.text(
        "%(person)s answered %(score)s out of 10", person=one_line(facts["person"], 80), score=facts["score"]
    )


def _person_left(facts: Mapping[str, Any], words: Words) -> str:
    return words.text("%(person)s, champion or buyer, left", person=one_line(facts["person"], 80))


def _invoice(facts: Mapping[str, Any], words: Words) -> str:
    return words.text(
        "invoice %(number)s was due on %(day)s", number=one_line(facts["number"], 60), day=_day(facts["due"], words)
    )


def _renewal(facts: Mapping[str, Any], words: Words) -> str:
    return words.text("renews on %(day)s", day=_day(facts["due"], words))


def _first_value(facts: Mapping[str, Any], words: Words) -> str:
    return words.text("first value was due on %(day)s", day=_day(facts["due"], words))


def _judgement(facts: Mapping[str, Any], words: Words) -> str:
    return words.text("the judgement of %(person)s counts no more", person=mentioned(facts["author"]))


def _feed(facts: Mapping[str, Any], words: Words) -> str:
    last = datetime.fromisoformat(facts["last"])
    since = date_token(last, "{date_short_pretty} {time}", words.instant(last, "UTC"))
    return words.text(_SILENT[RecordKind(facts["feed"])], since=since)


def _day(said: str, words: Words) -> str:
    return words.day(date.fromisoformat(said))


def _said(score: int | None) -> str:
    return "–" if score is None else str(score)


_TO_RED = marked("turned red: %(before)s → %(after)s")
_TO_YELLOW = marked("turned yellow: %(before)s → %(after)s")
_WHAT: Mapping[AlertKind, Callable[[Mapping[str, Any], Words], str]] = {
    AlertKind.PERSON_LEFT: _person_left,
    AlertKind.BAND_DOWN: _band_down,
    AlertKind.DETRACTOR: _detractor,
    AlertKind.CRITICAL_TICKET: _ticket,
    AlertKind.USAGE_DOWN: _usage_down,
    AlertKind.DROP: _drop,
    AlertKind.SILENCE: _silence,
    AlertKind.INVOICE_OVERDUE: _invoice,
    AlertKind.FIRST_VALUE_LATE: _first_value,
    AlertKind.RENEWAL_WINDOW: _renewal,
    AlertKind.JUDGEMENT_EXPIRED: _judgement,
    AlertKind.FEED_STOPPED: _feed,
}
_SILENT = {
    RecordKind.USAGE: marked("No new usage data since %(since)s"),
    RecordKind.TOUCHPOINT: marked("No new touchpoints since %(since)s"),
    RecordKind.TICKET: marked("No new tickets since %(since)s"),
}
_STEPS = {
    AlertKind.PERSON_LEFT: marked("Ask who takes over, and meet them this week."),
    AlertKind.BAND_DOWN: marked("Look at what pulls it down, and talk to the champion about the first of it."),
    AlertKind.DETRACTOR: marked("Call them today, and listen before you explain."),
    AlertKind.CRITICAL_TICKET: marked("Ask support for a date, and tell the customer before they ask."),
    AlertKind.USAGE_DOWN: marked("Ask the champion what changed: people, season, or the product."),
    AlertKind.DROP: marked("Look at what changed within the week, and check whether the customer sees it too."),
    AlertKind.SILENCE: marked("Write to the champion, with something that is useful to them."),
    AlertKind.INVOICE_OVERDUE: marked("Ask whether the invoice arrived, and whether anything speaks against it."),
    AlertKind.FIRST_VALUE_LATE: marked("Agree on the one next step to first value, with a date and a name."),
    AlertKind.RENEWAL_WINDOW: marked("Set its forecast, and agree on the renewal talk."),
    AlertKind.JUDGEMENT_EXPIRED: marked("Give your judgement anew, or leave the score to the measures."),
    AlertKind.FEED_STOPPED: marked("Import it anew, or look at the source. Rules that need it wait meanwhile."),
}
_LIFE = {
    StepKind.RAISED: marked("told"),
    StepKind.WORSE: marked("got worse"),
    StepKind.ANOTHER: marked("another one"),
    StepKind.AGAIN: marked("true again"),
    StepKind.TAKEN: marked("taken up"),
    StepKind.SNOOZED: marked("snoozed"),
    StepKind.AWAKE: marked("the snooze ended"),
    StepKind.RESOLVED: marked("over by itself"),
    StepKind.DISMISSED: marked("found not useful"),
    StepKind.ACCOUNT_LEFT: marked("over: the account left"),
}
