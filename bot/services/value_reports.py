"""`Value report`: the form with what there is to choose, and the page that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.health import account_id
from bot.services.sight import seen_by
from bot.services.value_plans import agreed_with
from bot.services.value_sources import contact_of, delivered_to, use_by
from domain.account_choice import Answer, choice
from domain.accounts import Account, AccountMatch
from domain.errors import AccountNotFoundError, NotAllowedError
from domain.feedback.quoting import CHINESE, ENGLISH
from domain.filter_words import unwrapped
from domain.permissions import Member, may_report_value
from domain.ports import AuditEntry, Book, Library
from domain.value_report.form import (
    LONGEST_STEPS,
    MADE,
    ValueForm,
    ValueOffer,
    ValueRefusal,
    language_of,
)
from domain.value_report.period import Period, Span, period_of
from domain.value_report.progress import Outcome
from domain.value_report.report import Told, ValueReport, has_content, milestones_reached, value_report

MOST_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class ValueReports:
    library: Library
    clock: Callable[[], datetime]

    def opened(self, asker: Member, account: str, *, otherwise: str, today: date) -> ValueOffer:
        """For the account that a button names; `otherwise` is the language where nothing says which is theirs."""
        _require_reporter(asker)
        with self.library.reading() as book:
            return _offered(book, _account(book, asker, account, today), otherwise, today)

    def typed(self, asker: Member, text: str, *, channel: str | None, otherwise: str, today: date) -> ValueOffer:
        """For the account that is called so; without words that of the channel. Else it is looked up in the form."""
        _require_reporter(asker)
        with self.library.reading() as book:
            seen = seen_by(book, asker, today=today)
            found = _called(seen, unwrapped(text)) if text else _linked(seen, channel)
            if found is None:
                return ValueOffer(typed=unwrapped(text))
            return _offered(book, _account(book, asker, str(found), today), otherwise, today)

    def again(self, asker: Member, form: ValueForm, *, otherwise: str, today: date) -> ValueOffer:
        """The form drawn for the account and the period chosen in it; words that were typed stay."""
        _require_reporter(asker)
        with self.library.reading() as book:
            account = _account(book, asker, form.account, today)
            offer = _offered(book, account, otherwise, today, span=form.chosen_span)
            language = form.language or offer.form.language
            return replace(offer, form=replace(offer.form, next_steps=form.next_steps, language=language))

    def suggestions(self, asker: Member, typed: str, *, today: date) -> tuple[list[AccountMatch], dict[str, str]]:
        """Accounts for a type-ahead, with the names of their owners."""
        _require_reporter(asker)
        with self.library.reading() as book:
            matches = seen_by(book, asker, today=today).accounts.like(typed, limit=MOST_OPTIONS)
            return list(matches), {member.slack_id: member.name for member in book.members.all()}

    def report(self, asker: Member, form: ValueForm, *, key: str, today: date) -> ValueReport | ValueRefusal:
        """The page, recorded without its words; `key` is of the form, which makes one page."""
        _require_reporter(asker)
        if not form.account:
            return ValueRefusal.NO_ACCOUNT
        now = self.clock()
        with self.library.writing() as book:
            account = _account(book, asker, form.account, today)
            report = value_report(_told(book, account, form, today))
            if not has_content(report):
                return ValueRefusal.NOTHING
            if not book.seen_events.begin(f"{MADE}:{key}", now=now):
                return ValueRefusal.ALREADY
            book.seen_events.finish(f"{MADE}:{key}")
            book.audit.record(AuditEntry(now, asker.slack_id, MADE, f"account:{account.id}", after=_facts(report)))
            return report


def _offered(book: Book, account: Account, otherwise: str, today: date, *, span: Span = Span.QUARTER) -> ValueOffer:
    last = account.churned_on or today
    period, agreed = period_of(span, last=last), agreed_with(book, account.id)
    shipped = delivered_to(book, account.id, _choosable(period))
    can_be_said = tuple(each for each in shipped if each.delivered.can_be_said)
    said = [*(outcome.title for outcome in agreed.outcomes), *(each.delivered.asked for each in can_be_said)]
    form = ValueForm(
        str(account.id),
        span,
        language_of(account.name, said, otherwise),
        tuple(str(outcome.number) for outcome in agreed.outcomes if _is_current(outcome, period)),
        tuple(str(each.delivered.number) for each in can_be_said if period.holds(each.delivered.on)),
    )
    return ValueOffer(
        form,
        account.name,
        period,
        agreed.outcomes,
        can_be_said,
        len(shipped) - len(can_be_said),
        len(milestones_reached(agreed.milestones, period)),
        account.churned_on,
        () if account.churned_on else agreed.steps,
    )


def _is_current(outcome: Outcome, period: Period) -> bool:
    """What was reached long ago may be chosen, and is not unless somebody does."""
    return outcome.said_reached_on is None or period.holds(outcome.said_reached_on)


def _told(book: Book, account: Account, form: ValueForm, today: date) -> Told:
    last = account.churned_on or today
    period, agreed = period_of(form.chosen_span, last=last), agreed_with(book, account.id)
    shipped = delivered_to(book, account.id, _choosable(period))
    return Told(
        account.name,
        period,
        today,
        form.language if form.language in {CHINESE, ENGLISH} else ENGLISH,
        [outcome for outcome in agreed.outcomes if str(outcome.number) in form.outcomes],
        use_by(book, account.id, form.chosen_span, last=last),
        [each.delivered for each in shipped if str(each.delivered.number) in form.delivered],
        agreed.milestones,
        form.next_steps[:LONGEST_STEPS],
        contact_of(book, account),
    )


def _choosable(period: Period) -> Period:
    """What was delivered earlier may be named too, if it is not longer ago than a year."""
    return Period(period_of(Span.YEAR, last=period.last).first, period.last)


def _account(book: Book, asker: Member, typed: str, today: date) -> Account:
    found = seen_by(book, asker, today=today).accounts.by_id(account_id(typed))
    if found is None:
        raise AccountNotFoundError(typed)
    return found


def _called(seen: Book, typed: str) -> int | None:
    exact = seen.accounts.exact(typed)
    found = choice(exact, () if exact else seen.accounts.like(typed, limit=MOST_OPTIONS))
    return found.match.account if isinstance(found, Answer) else None


def _linked(seen: Book, channel: str | None) -> int | None:
    """The account that the channel belongs to; several are no answer."""
    linked: Sequence[int] = seen.accounts.linked_to(channel) if channel else ()
    return linked[0] if len(linked) == 1 else None


def _facts(report: ValueReport) -> str:
    """For the audit: how much of what, and nothing of what customers said."""
    period = f"{report.period.first} to {report.period.last}"
    counts = {
        "outcomes": report.outcomes.count,
        "requests": report.delivered.count,
        "milestones": report.milestones.count,
        "steps": report.next_steps.count,
    }
    told = [f"{name} {count}" for name, count in counts.items()]
    return ", ".join([period, report.language, *told])


def _require_reporter(asker: Member) -> None:
    if not may_report_value(asker):
        raise NotAllowedError(asker.slack_id, MADE)
