"""The forms of a play as they open: with what is known from where they were opened and from what was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.services.health import name_of
from bot.services.play_accounts import play_to_change, played_account, require_player
from bot.services.sight import accounts_seen, seen_by
from bot.services.touch_offers import account_in_line, linked_account
from domain.expansion.answer import PlayOffer
from domain.expansion.form import PlayForm, form_of
from domain.expansion.play import PlayKind, Stage, stages_of
from domain.filter_words import unwrapped
from domain.numbers import number_in
from domain.permissions import Member
from domain.ports import Book, Library


@dataclass(frozen=True, slots=True)
class PlayOffers:
    library: Library

    def opened(self, asker: Member, about: str, *, today: date, kind: PlayKind = PlayKind.MORE_SEATS) -> PlayOffer:
        """On a card, on a suggestion, or with no account yet."""
        require_player(asker)
        with self.library.reading() as book:
            return _offer(book, asker, about, _blank(asker, kind, today), today=today)

    def typed(
        self, asker: Member, text: str, *, channel: str | None, today: date, kind: PlayKind = PlayKind.MORE_SEATS
    ) -> PlayOffer:
        """The account first, then what for; without any, the account that the channel belongs to."""
        require_player(asker)
        with self.library.reading() as book:
            seen = seen_by(book, asker, today=today)
            account, words = account_in_line(seen, text) if text else (linked_account(seen, channel), "")
            blank = _blank(asker, kind, today)
            form = replace(blank, account="" if account is None else str(account), about=words)
            offer = _offer(book, asker, "", form, today=today)
            return offer if account else replace(offer, typed=unwrapped(text))

    def again(self, asker: Member, about: str, form: PlayForm, *, today: date) -> PlayOffer:
        """The same form, with what belongs to the account and the kind that were chosen in it."""
        require_player(asker)
        with self.library.reading() as book:
            if about.startswith("play:"):
                found, _ = play_to_change(book, asker, about.removeprefix("play:").partition(" ")[0], today=today)
                form = replace(form, account=str(found.account))
            return _offer(book, asker, about, _of_its_kind(form, today), today=today)

    def change(self, asker: Member, play: str, *, today: date) -> PlayOffer:
        """For `Edit…` and for `Stage…`, with everything that was done so far."""
        with self.library.reading() as book:
            found, _ = play_to_change(book, asker, play, today=today)
            offer = _offer(book, asker, f"play:{found.id} {found.version}", form_of(found), today=today)
            return replace(offer, steps=tuple(book.plays.steps(found.id)))


def _offer(book: Book, asker: Member, about: str, form: PlayForm, *, today: date) -> PlayOffer:
    known = played_account(book, asker, about, form.account, today=today)
    became = _became(book, asker, form, today=today)
    if known is None:
        return PlayOffer(form, about, became_name=became)
    account, name = known
    contacts = tuple(book.touchpoints.contacts_of(account))
    return PlayOffer(replace(form, account=str(account)), about, name, became, contacts)


def _of_its_kind(form: PlayForm, today: date) -> PlayForm:
    """A stage of the other kind is none; a referral was given today, unless another day is said."""
    kind = PlayKind(form.kind) if form.kind in set(PlayKind) else PlayKind.OTHER
    stage = form.stage if form.stage in stages_of(kind) else stages_of(kind)[0]
    day = form.day or (today.isoformat() if form.is_referral else "")
    return replace(form, kind=kind, stage=stage, day=day)


def _became(book: Book, asker: Member, form: PlayForm, *, today: date) -> str | None:
    """Nothing of an account that the asker does not see."""
    number, seen = number_in(form.became), accounts_seen(book, asker, today=today)
    return name_of(book, number) if number is not None and (seen is None or number in seen) else None


def _blank(asker: Member, kind: PlayKind, today: date) -> PlayForm:
    if kind is PlayKind.REFERRAL:
        return PlayForm(kind=kind, stage=Stage.NAMED, owner=asker.slack_id, day=today.isoformat())
    return PlayForm(kind=kind, stage=Stage.IDEA, owner=asker.slack_id)
