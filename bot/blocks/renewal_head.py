"""The head of a list of renewals: what it is, what adds up in it, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.blocks.health_list import whose_accounts
from bot.blocks.health_words import BAND_ICONS, BAND_WORDS, TIER_WORDS
from bot.blocks.kit import Block, Element, actions, button, context, divider, fields, header, one_line
from bot.blocks.pages import place_words
from bot.blocks.renewal_notes import head_notes
from bot.blocks.renewal_words import category_words, money_words, window_words
from bot.ids import Action
from bot.locale import Words
from domain.accounts import Money
from domain.filter_words import Scope
from domain.health.model import Band
from domain.health.rounding import half_up
from domain.money import minor_digits
from domain.renewals.answer import ListedRenewals, RenewalsHead
from domain.renewals.head import ForecastSums, Group, HeadSums
from domain.renewals.question import NoForecast, RenewalsWanted, Showing, question_text
from domain.renewals.windows import Overdue
from domain.revenue.forecast import LIKELY, POSSIBLE, WeightedForecast

BANDS_IN_ORDER = (Band.RED, Band.YELLOW, Band.GREEN, Band.GREY)


def renewals_head(answer: ListedRenewals, words: Words) -> list[Block]:
    return [
        header(list_title(answer.wanted, words)),
        context(" · ".join(_chosen(answer, words))),
        fields(_figures(answer.head, words)),
        *_cuts(answer.head.sums, words),
        *_plays(answer.head, words),
        *(context(note) for note in head_notes(answer.head, words)),
        actions(*_buttons(answer, words)),
        divider(),
    ]


def list_title(wanted: RenewalsWanted, words: Words) -> str:
    """Plain text: overdue renewals, renewals due this quarter."""
    if isinstance(wanted.window, Overdue):
        return words.text("Overdue renewals")
    when = window_words(wanted.window, words)
    match wanted.showing:
        case Showing.SNOOZED:
            return words.text("Snoozed renewals due %(when)s", when=when)
        case Showing.CLOSED:
            return words.text("Closed renewals due %(when)s", when=when)
        case _:
            return words.text("Renewals due %(when)s", when=when)


def filter_words(wanted: RenewalsWanted, words: Words) -> Iterable[str]:
    """Whose, and what else was asked for: Accounts of @wei · high touch · Red."""
    yield whose_accounts(wanted.scope or Scope.ALL, wanted.owner, words)
    if wanted.tier:
        yield words.text(TIER_WORDS[wanted.tier])
    if wanted.segment:
        yield words.text("segment %(segment)s", segment=one_line(wanted.segment))
    if wanted.band:
        yield _band(wanted.band, words)
    if wanted.category:
        yield category_words(None if isinstance(wanted.category, NoForecast) else wanted.category, words)


def list_button(label: str, wanted: RenewalsWanted, name: str, *, offset: int = 0) -> Element:
    """Shows another list, or another place of it, where the present one stands."""
    return button(label, f"{Action.RENEWALS_PAGE}:{name}", value=f"{offset} {question_text(wanted)}")


def _chosen(answer: ListedRenewals, words: Words) -> Iterable[str]:
    yield from filter_words(answer.wanted, words)
    first, last = answer.days.first, answer.days.last
    if first is None:
        yield words.text("until %(day)s", day=words.day(last))
    else:
        yield words.text("%(first)s – %(last)s", first=words.day(first), last=words.day(last))


def _figures(head: RenewalsHead, words: Words) -> Iterable[str]:
    sums = head.sums
    commit = [Money(forecast.commit, forecast.currency) for forecast in head.weighted if forecast.commit]
    best = [Money(forecast.best_case, forecast.currency) for forecast in head.weighted if forecast.best_case]
    yield f"*{words.text('ARR due')}*\n{money_words(sums.due, words)}\n{_counts(sums, words)}"
    yield "\n".join([f"*{words.text('Weighted forecast')}*", *_weighted(head.weighted, words)])
    yield "\n".join([f"*{words.text('Forecast by people')}*", *_forecast(sums.forecast, words)])
    yield words.text(
        "*Commit* %(commit)s, said or %(likely)s likely\n*Best case* %(best)s, said or %(possible)s likely",
        commit=money_words(commit, words),
        best=money_words(best, words),
        likely=words.percent(LIKELY),
        possible=words.percent(POSSIBLE),
    )


def _weighted(forecasts: Sequence[WeightedForecast], words: Words) -> Iterable[str]:
    """A line for each currency: the sum, and where it lies in 80 of 100 such lists."""
    for forecast in forecasts:
        weighted, low, high = (
            words.money(_whole(minor, forecast.currency)) for minor in (forecast.weighted, forecast.low, forecast.high)
        )
        yield words.text("%(arr)s (80%%: %(low)s – %(high)s)", arr=weighted, low=low, high=high)


def _whole(minor: int, currency: str) -> Money:
    """An expectation is no amount on an invoice: it is said without cents."""
    cent = 10 ** minor_digits(currency)
    return Money(half_up(minor / cent) * cent, currency)


def _counts(sums: HeadSums, words: Words) -> str:
    parts = [words.plural("%(count)s renewal open", "%(count)s renewals open", sums.open)]
    if sums.closed:
        parts.append(words.plural("%(count)s closed", "%(count)s closed", sums.closed))
    if sums.without_arr:
        parts.append(words.plural("%(count)s without ARR", "%(count)s without ARR", sums.without_arr))
    return " · ".join(parts)


def _forecast(sums: ForecastSums, words: Words) -> Iterable[str]:
    """What is expected of the renewals that somebody has forecast, or that are closed."""
    yield money_words(sums.capped, words)
    if sums.contracted:
        yield words.text("of %(arr)s contracted", arr=money_words(sums.contracted, words))
    if sums.uncapped != sums.capped:
        yield words.text("%(arr)s with upsell", arr=money_words(sums.uncapped, words))


def _cuts(sums: HeadSums, words: Words) -> list[Block]:
    """The open ones by what people say and by how healthy they are, side by side."""
    if not sums.open:
        return []
    said = [_group(category_words(key, words), group, words) for key, group in sums.categories.items()]
    healthy = [_group(_band(band, words), sums.bands[band], words) for band in BANDS_IN_ORDER if band in sums.bands]
    if sums.at_risk.count and sums.at_risk != sums.bands.get(Band.RED):
        healthy.append(_group(words.text("Red, or held down by a hard fact:"), sums.at_risk, words))
    by_forecast, by_health = words.text("*By forecast*"), words.text("*By health*")
    return [fields(["\n".join([by_forecast, *said]), "\n".join([by_health, *healthy])])]


def _plays(head: RenewalsHead, words: Words) -> list[Block]:
    """Beside the forecasts and in none of them."""
    if not head.plays:
        return []
    count = words.plural("%(count)s play", "%(count)s plays", head.plays)
    plays = " · ".join([count, *([money_words(head.play_amounts, words)] if head.play_amounts else [])])
    said = words.text("Open plays of these accounts: %(plays)s. They are in no sum and no forecast above.", plays=plays)
    return [context(said)]


def _band(band: Band, words: Words) -> str:
    return f"{BAND_ICONS[band]} {words.text(BAND_WORDS[band])}"


def _group(label: str, group: Group, words: Words) -> str:
    return words.text(
        "%(label)s %(arr)s (%(count)s)",
        label=label,
        arr=money_words(group.arr, words),
        count=words.number(group.count),
    )


def elsewhere(wanted: RenewalsWanted, head: RenewalsHead, words: Words) -> Iterable[Element]:
    """What lies outside of the window and would go unseen."""
    if head.overdue:
        label = words.plural("%(count)s overdue: show", "%(count)s overdue: show", head.overdue)
        yield list_button(label, replace(wanted, window=Overdue(), showing=Showing.OPEN), "overdue")
    if head.undated:
        label = words.plural(
            "%(count)s live account has no renewal date", "%(count)s live accounts have no renewal date", head.undated
        )
        yield list_button(label, replace(wanted, showing=Showing.UNDATED), "undated")


def paging(wanted: RenewalsWanted, offset: int, shown: int, total: int, size: int, words: Words) -> list[Block]:
    last = offset + shown
    if offset == 0 and last >= total:
        return []
    where = place_words(offset, last, total, words)
    turns = []
    if offset > 0:
        turns.append(list_button(words.text("Previous"), wanted, "previous", offset=max(0, offset - size)))
    if last < total:
        turns.append(list_button(words.text("Next"), wanted, "next", offset=last))
    return [context(where), *([actions(*turns)] if turns else [])]


def _buttons(answer: ListedRenewals, words: Words) -> Iterable[Element]:
    wanted, sums = answer.wanted, answer.head.sums
    if wanted.showing is not Showing.OPEN:
        yield list_button(words.text("Show open ones"), replace(wanted, showing=Showing.OPEN), "open")
    if sums.snoozed and wanted.showing is not Showing.SNOOZED:
        label = words.plural("%(count)s snoozed: show", "%(count)s snoozed: show", sums.snoozed)
        yield list_button(label, replace(wanted, showing=Showing.SNOOZED), "snoozed")
    if sums.closed and wanted.showing is not Showing.CLOSED:
        label = words.plural("%(count)s closed: show", "%(count)s closed: show", sums.closed)
        yield list_button(label, replace(wanted, showing=Showing.CLOSED), "closed")
    yield from elsewhere(wanted, answer.head, words)
    yield button(words.text("Export"), Action.EXPORT_RENEWALS, value=question_text(wanted))
