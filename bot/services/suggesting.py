"""What the form suggests while it is filled in: requests that ask for the same, the one that is known, the area."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.services.request_looks import looks_at
from bot.services.similar import SimilarRequests
from domain.feedback.answer import Alike, RequestLook
from domain.feedback.area_hints import AreaHint, area_hint
from domain.feedback.form import FeedbackForm
from domain.feedback.likeness import WordedRequest
from domain.feedback.request import ProductArea
from domain.feedback.states import RequestAction, may_follow
from domain.numbers import number_in
from domain.ports import Book
from domain.texts import written

MOST_ALIKE = 5
_LOOKED_THROUGH = 2 * MOST_ALIKE
"""Some of the likest may take no more voices."""
LEARNT_FROM = 2000
"""So many of the newest requests that product has looked at say what belongs where."""


def alike(book: Book, similar: SimilarRequests, form: FeedbackForm, *, currency: str, today: date) -> Sequence[Alike]:
    """The likest first; the one that is chosen stays, even where what was written since is not like it any more."""
    chosen = number_in(form.joins)
    scores: dict[int, float | None] = {}
    if written(form.title):
        found = similar.to_words(book, WordedRequest(0, form.title, form.problem), most=_LOOKED_THROUGH)
        scores = {each.request.id: each.score for each in found}
    known = {number: book.feedback.of(number) for number in ([*scores, chosen] if chosen else scores)}
    takes = [each for each in known.values() if each and may_follow(each.state, RequestAction.ADD_VOICE)]
    kept = [each for each in takes if each.id == chosen]
    shown = [*kept, *(each for each in takes if each.id != chosen)][:MOST_ALIKE]
    shown.sort(key=lambda each: list(known).index(each.id))
    return [Alike(look, scores.get(look.request.id)) for look in looks_at(book, shown, currency=currency, today=today)]


def known_from(book: Book, form: FeedbackForm, *, currency: str, today: date) -> RequestLook | None:
    """The request that the message became before, where it takes another voice."""
    voice = book.feedback.voice_from(form.source) if form.source else None
    request = book.feedback.of(voice.request) if voice else None
    if request is None or not may_follow(request.state, RequestAction.ADD_VOICE):
        return None
    [look] = looks_at(book, [request], currency=currency, today=today)
    return look


def hinted(book: Book, form: FeedbackForm, areas: Sequence[ProductArea], chosen: ProductArea) -> AreaHint | None:
    """Never the area that is chosen anyway."""
    if len(areas) < 2 or not written(form.title):  # noqa: PLR2004 - one area alone is no choice
        return None
    hint = area_hint(form.title, book.feedback.triaged_titles(most=LEARNT_FROM))
    return None if hint is None or hint.area == chosen.id else hint
