"""What each rule was worth: how often it spoke, who acted, and what became of the renewals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.blocks.alert_words import KIND_WORDS
from bot.blocks.kit import Message, context, divider, header, message, section
from bot.locale import Words
from domain.alerts.answer import AlertReport
from domain.alerts.report import RuleFigures


def alert_report(report: AlertReport, words: Words) -> Message:
    title = header(words.text("What the rules are worth"))
    span = context(words.plural("The last %(count)s day", "The last %(count)s days", report.days))
    if not report.rules:
        return message([title, span, section(words.text("No rule has spoken yet."))])
    rows = [section("\n".join(_lines(rule, words))) for rule in report.rules]
    how = context(
        words.text(
            "Useful: taken up, out of those that somebody took up or found not useful. "
            "Renewals: how the next one ended that was decided after the alert; a part that was lost counts as lost. "
            "Numbers and gravities stand in the policy file under `[alerts]`."
        )
    )
    return message([title, span, *rows, divider(), how])


def _lines(rule: RuleFigures, words: Words) -> Iterable[str]:
    yield f"*{words.text(KIND_WORDS[rule.kind])}*"
    spoke = words.plural("told %(count)s time", "told %(count)s times", rule.fired)
    taken = words.plural("%(count)s taken up", "%(count)s taken up", rule.taken)
    useless = words.plural("%(count)s not useful", "%(count)s not useful", rule.dismissed)
    alone = words.plural("%(count)s over by itself", "%(count)s over by themselves", rule.alone)
    yield f"{spoke} · {taken} · {useless} · {alone}"
    yield " · ".join(_worth(rule, words))


def _worth(rule: RuleFigures, words: Words) -> Iterable[str]:
    if rule.precision is None:
        yield words.text("useful: nobody judged one yet")
    else:
        share = words.percent(rule.precision)
        yield words.plural("useful: %(share)s of %(count)s", "useful: %(share)s of %(count)s", rule.judged, share=share)
    if rule.time_to_act is not None:
        yield words.text("half were acted on within %(time)s", time=_span(rule.time_to_act, words))
    if rule.kept or rule.lost:
        kept = words.plural("%(count)s kept", "%(count)s kept", rule.kept)
        lost = words.plural("%(count)s lost", "%(count)s lost", rule.lost)
        yield words.text("renewals since: %(kept)s, %(lost)s", kept=kept, lost=lost)


def _span(time: timedelta, words: Words) -> str:
    minutes = max(1, round(time.total_seconds() / 60))
    if minutes < 2 * 60:
        return words.plural("%(count)s minute", "%(count)s minutes", minutes)
    hours = round(minutes / 60)
    if hours < 2 * 24:
        return words.plural("%(count)s hour", "%(count)s hours", hours)
    return words.plural("%(count)s day", "%(count)s days", round(hours / 24))
