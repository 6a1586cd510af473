"""What customers ask for: brought in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.services.health import account_id, name_of
from bot.services.outbox import admins_of
from bot.services.request_looks import area_of, card_of
from bot.services.request_news import tell_card
from bot.services.sight import seen_by
from bot.services.similar import SimilarRequests
from domain.errors import NoProductAreaError
from domain.feedback.answer import FeedbackOffer, FeedbackRefused, RequestLook, Submitted
from domain.feedback.form import FeedbackForm, feedback_problems
from domain.feedback.request import AccountThen, Asker, Importance, ProductArea, Request, Voice
from domain.feedback.states import RequestAction, RequestStep
from domain.permissions import Member
from domain.ports import Book, Library
from domain.texts import written


@dataclass(frozen=True, slots=True)
class Requests:
    library: Library
    clock: Callable[[], datetime]
    currency: str
    similar: SimilarRequests = field(default_factory=SimilarRequests)

    def offer(self, asker: Member, form: FeedbackForm, *, today: date) -> FeedbackOffer:
        """The form before anybody filled it in, with what is known from where it was opened."""
        with self.library.reading() as whole:
            book = seen_by(whole, asker, today=today)
            areas = _areas(whole)
            name = name_of(book, account_id(form.account)) if form.account else None
            return FeedbackOffer(form, areas, name)

    def submit(self, asker: Member, form: FeedbackForm, *, today: date) -> Submitted | FeedbackRefused:
        """Recorded with what is to be said of it, together; the same message is never brought in twice."""
        with self.library.writing() as whole:
            if form.source and (known := whole.feedback.voice_from(form.source)):
                request = whole.feedback.of(known.request)
                assert request is not None, "a voice belongs to a request"
                return Submitted(request, area_of(whole, request), is_known=True)
            if problems := feedback_problems(form):
                return FeedbackRefused(problems)
            now, area = self.clock(), _chosen(_areas(whole), form.area)
            made = Request(0, written(form.title), written(form.problem), area.id, asker.slack_id, now)
            request = whole.feedback.add(made)
            book = seen_by(whole, asker, today=today)
            whole.feedback.add_voice(_voice(book, form, request, by=asker.slack_id, now=now))
            whole.feedback.step(RequestStep(request.id, now, RequestAction.SUBMIT, asker.slack_id))
            tell_card(whole, request, area, now=now)
            return Submitted(request, area, similar=self.similar.to(whole, request))

    def told(self, request: int, *, today: date) -> RequestLook | None:
        """As its card shows it; None where there is none any more."""
        with self.library.reading() as book:
            found = book.feedback.of(request)
            if found is None:
                return None
            look = card_of(book, found, currency=self.currency, today=today)
            return replace(look, similar=self.similar.to(book, found))


def _areas(book: Book) -> Sequence[ProductArea]:
    areas = book.feedback.areas()
    if not areas:
        raise NoProductAreaError(tuple(admins_of(book)))
    return areas


def _chosen(areas: Sequence[ProductArea], typed: str) -> ProductArea:
    """What was chosen, else the one for everything that nobody assigned, else the first."""
    chosen = next((area for area in areas if str(area.id) == typed), None)
    return chosen or next((area for area in areas if area.is_default), areas[0])


def _voice(book: Book, form: FeedbackForm, request: Request, *, by: str, now: datetime) -> Voice:
    asker = Asker(form.asker) if form.asker in set(Asker) else Asker.ACCOUNT
    account = account_id(form.account) if asker is Asker.ACCOUNT else None
    return Voice(
        0,
        request.id,
        asker,
        by,
        now,
        Importance(form.importance) if form.importance in set(Importance) else Importance.IMPORTANT,
        account,
        written(form.prospect) if asker is Asker.PROSPECT else "",
        quote=written(form.quote),
        contact=written(form.contact),
        workaround=written(form.workaround),
        blocks_renewal=form.blocks_renewal,
        source=form.source,
        then=_then(book, account) if account is not None else AccountThen(),
    )


def _then(book: Book, account: int) -> AccountThen:
    """How it stands at this moment; a book without a score of it knows only that it is there."""
    known = book.accounts.by_id(account)
    standing = book.standings.of(account)
    if known is None or standing is None:
        return AccountThen(owner=known.owner if known else None)
    main = max(standing.arr, key=lambda money: money.minor, default=None)
    return AccountThen(main, standing.band, standing.stage, known.status, standing.renewal_on, known.owner)
