"""`/cs plays` and `/cs referrals`: what is open, won or lost, with sums that never mix currencies."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.services.expansion_rules import expansion_rules
from bot.services.health import require_reader
from bot.services.play_suggestions import suggested
from bot.services.renewal_changes import team_below
from bot.services.sight import accounts_seen, require_sight_of
from bot.services.whose import usual_scope
from domain.accounts import Money
from domain.expansion.allowed import may_change_play, may_open_plays
from domain.expansion.answer import PlayLine, PlayList, PlaysAnswer, StageSum
from domain.expansion.matching import Growth, is_missing, shown_by
from domain.expansion.play import BAD_ENDS, GOOD_ENDS, PlayKind, Stage, stages_of
from domain.expansion.ports import ListedPlay, PlayFilter, PlayOrder, PlayRow
from domain.expansion.question import PlaysShown, PlaysWanted, plays_question, plays_question_text
from domain.filter_words import NotUnderstood, Scope, nearest
from domain.money import ExchangeRates, rates_of
from domain.permissions import Member
from domain.ports import Book, Library
from domain.renewals.head import RatesUsed, amounts
from domain.teams import callings, member_called, team_of

PAGE = 8
_STAGES = {
    PlaysShown.OPEN: frozenset(stage for stage in Stage if stage.is_open),
    PlaysShown.WON: GOOD_ENDS,
    PlaysShown.LOST: BAD_ENDS,
    PlaysShown.EVERY: frozenset(Stage),
}


@dataclass(frozen=True, slots=True)
class PlayLists:
    """`currency`: what amounts are added up in, as far as rates are stated."""

    library: Library
    currency: str

    def listed(self, asker: Member, text: str, *, today: date, offset: int = 0, referrals: bool = False) -> PlaysAnswer:
        """Help is for everybody who is let in: it holds nothing of the book."""
        question = plays_question(text, referrals=referrals)
        if not isinstance(question, PlaysWanted):
            return question
        require_reader(asker)
        with self.library.reading() as book:
            wanted = _asked_for(book, asker, question, today=today)
            if isinstance(wanted, NotUnderstood):
                return wanted
            chosen = _filter(book, asker, wanted, today)
            if wanted.shown is PlaysShown.SUGGESTED:
                return suggested(book, asker, wanted, chosen, offset=offset)
            return self._listed(book, asker, wanted, chosen, offset)

    def _listed(self, book: Book, asker: Member, wanted: PlaysWanted, chosen: PlayFilter, offset: int) -> PlayList:
        """A place past the end is the last page."""
        plays = book.plays.listed(chosen)
        rates = rates_of(book.rates.all(), base=self.currency, day=chosen.today)
        offset = min(offset, max(0, (len(plays) - 1) // PAGE * PAGE))
        days = expansion_rules(book).contract_days
        shown = _shown(book, plays, days)
        missing = [each for each in plays if is_missing(each, shown, today=chosen.today, contract_days=days)]
        rows = book.plays.rows([each.id for each in plays[offset : offset + PAGE]], today=chosen.today)
        late, team = {each.id for each in missing}, team_below(book, asker)
        return PlayList(
            wanted,
            _sums(plays, rates, referrals=wanted.referrals),
            _rates_used(plays, rates),
            tuple(_line(asker, _seen_row(row, chosen.within), team, shown, late) for row in rows),
            offset,
            len(plays),
            overdue=sum(_is_overdue(each, chosen.today) for each in plays),
            missing=len(missing),
            missing_amounts=amounts((each.amount for each in missing), rates),
            gained=_gained(book, asker, plays, rates, chosen.today),
            may_open=may_open_plays(asker),
        )


def _asked_for(book: Book, asker: Member, wanted: PlaysWanted, *, today: date) -> PlaysWanted | NotUnderstood:
    """With a name after an at sign turned into a person, and with the scope that fits where none was said."""
    members = book.members.all()
    if wanted.called:
        if owner := member_called(wanted.called, members):
            return replace(wanted, owner=owner, called="")
        meant = nearest(wanted.called, {word for member in members for word in callings(member.name)})
        person = member_called(meant, members) if meant else None
        mended = plays_question_text(replace(wanted, owner=person, called="")) if person else ""
        return NotUnderstood(f"@{wanted.called}", f"@{meant}" if person else "", mended)
    if wanted.owner or wanted.scope:
        return wanted
    return replace(wanted, scope=usual_scope(book, asker, today))


def _filter(book: Book, asker: Member, wanted: PlaysWanted, today: date) -> PlayFilter:
    members = book.members.all()
    require_sight_of(wanted.owner, wanted.scope, asker, members)
    days = wanted.window.days(today) if wanted.window else None
    seen = accounts_seen(book, asker, today=today)
    has_ended = wanted.shown in {PlaysShown.WON, PlaysShown.LOST}
    return PlayFilter(
        today,
        wanted.referrals,
        _STAGES.get(wanted.shown),
        _owners(asker, wanted, members),
        None if seen is None else book.accounts.held_by(asker.slack_id, today=today),
        days.first if days else None,
        days.last if days else None,
        PlayOrder.ENDED if has_ended else PlayOrder.EXPECTED,
    )


def _owners(asker: Member, wanted: PlaysWanted, members: Sequence[Member]) -> tuple[str, ...] | None:
    if wanted.owner:
        return (wanted.owner,)
    match wanted.scope:
        case Scope.MINE:
            return (asker.slack_id,)
        case Scope.TEAM:
            return team_of(asker, members)
        case _:
            return None


def _shown(book: Book, plays: Sequence[ListedPlay], days: int) -> Mapping[int, Growth]:
    """Read once, of the accounts with a won play only."""
    won = [each for each in plays if each.stage is Stage.WON]
    if not won:
        return {}
    return shown_by(won, book.revenue.spans({each.account for each in won}), contract_days=days)


def _seen_row(row: PlayRow, within: Container[int] | None) -> PlayRow:
    """Without the name of an account that the asker does not see."""
    return row if within is None or row.play.became in within else replace(row, became_name=None)


def _line(asker: Member, row: PlayRow, team: Container[str], shown: Mapping[int, Growth], late: set[int]) -> PlayLine:
    play = row.play
    people = [person for person in (play.owner, play.by, row.account_owner, row.cover) if person]
    changes = may_change_play(asker, people=people, team=team)
    return PlayLine(row, changes, shown.get(play.id), play.id in late)


def _sums(plays: Sequence[ListedPlay], rates: ExchangeRates, *, referrals: bool) -> tuple[StageSum, ...]:
    """Only stages of which there are some, in their order."""
    found = []
    for stage in stages_of(PlayKind.REFERRAL if referrals else PlayKind.OTHER):
        if mine := [each for each in plays if each.stage is stage]:
            without = 0 if referrals else sum(each.amount is None for each in mine)
            found.append(StageSum(stage, len(mine), amounts((each.amount for each in mine), rates), without))
    return tuple(found)


def _rates_used(plays: Iterable[ListedPlay], rates: ExchangeRates) -> RatesUsed:
    foreign = sorted({each.amount.currency for each in plays if each.amount} - {rates.base})
    stated = tuple(currency for currency in foreign if currency in rates.rates)
    return RatesUsed(rates, stated, tuple(currency for currency in foreign if currency not in rates.rates))


def _is_overdue(play: ListedPlay, today: date) -> bool:
    is_play = play.kind is not PlayKind.REFERRAL
    return is_play and play.stage.is_open and play.day is not None and play.day < today


def _gained(
    book: Book, asker: Member, plays: Iterable[ListedPlay], rates: ExchangeRates, today: date
) -> tuple[Money, ...]:
    """ARR today of the accounts that referrals became, each once; of those that the asker sees."""
    seen = accounts_seen(book, asker, today=today)
    became = {each.became for each in plays if each.became and each.stage is Stage.BECAME_CUSTOMER}
    wanted = [account for account in became if account and (seen is None or account in seen)]
    if not wanted:
        return ()
    running = [span for span in book.revenue.spans(wanted) if _runs(span.starts_on, span.ends_on, today)]
    return amounts((Money(span.minor, span.currency) for span in running), rates)


def _runs(starts_on: date | None, ends_on: date | None, today: date) -> bool:
    return (starts_on is None or starts_on <= today) and (ends_on is None or today < ends_on)
