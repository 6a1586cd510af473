"""The words of a team's figures: what each is called, what it says, what it is made of, and by how much it changed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bot.blocks.figures_words import accounts_words, amount_words, share_words
from bot.blocks.health_words import BAND_ICONS
from bot.locale import Words, marked
from domain.surveys.promoters import Answers, nps_margin
from domain.teamwork.customers import BANDS
from domain.teamwork.figure import FAMILIES, MAIN_FIGURES, Figure, FigureName, Kind
from domain.teamwork.policy import SHOWN_WHOLE_FROM, Family, Maturity

FAMILY_WORDS = {
    Family.CUSTOMERS: marked("How customers behave"),
    Family.WORK: marked("What CSMs do"),
    Family.BUSINESS: marked("Who leaves, who grows"),
    Family.REVENUE: marked("Revenue"),
}
MATURITY_WORDS = {
    Maturity.STARTING: marked("starting"),
    Maturity.GROWING: marked("growing"),
    Maturity.ESTABLISHED: marked("established"),
}
REASON_WORDS = {
    Maturity.STARTING: marked(
        "A team that starts has few ended renewals to be judged by: first what it does, and how customers take to it."
    ),
    Maturity.GROWING: marked(
        "A growing team sees in what customers do today what renewals say a year later: customers first, then the work."
    ),
    Maturity.ESTABLISHED: marked(
        "An established team has renewals enough: revenue first, then who leaves and grows, and how customers behave."
    ),
}
FIGURE_WORDS = {
    FigureName.NPS: marked("NPS"),
    FigureName.USE_RISING: marked("Use rises"),
    FigureName.USE_FALLING: marked("Use falls"),
    FigureName.ACTIVITY: marked("Activity rate"),
    FigureName.BANDS: marked("Health"),
    FigureName.ARR_RED: marked("ARR red"),
    FigureName.SCORE: marked("Median score"),
    FigureName.TOUCHES: marked("Contacts made in time"),
    FigureName.TASKS_ON_TIME: marked("Tasks done on time"),
    FigureName.TASKS_OVERDUE: marked("Tasks overdue"),
    FigureName.PLANS: marked("Outcome agreed"),
    FigureName.PLANS_ON_TRACK: marked("Outcomes on track"),
    FigureName.TOLD: marked("Customers told"),
    FigureName.TOLD_DAYS: marked("Days until told"),
    FigureName.LOGOS_LOST: marked("Accounts lost"),
    FigureName.ARR_LOST: marked("ARR lost"),
    FigureName.EXPANDED: marked("Accounts expanded"),
    FigureName.REFERRALS: marked("Referrals"),
    FigureName.GRR: marked("GRR"),
    FigureName.NRR: marked("NRR"),
    FigureName.ARR_RENEWED: marked("ARR renewed"),
    FigureName.RENEWED: marked("Renewals kept"),
    FigureName.RENEWED_GROSS: marked("Renewed, gross"),
    FigureName.RENEWED_NET: marked("Renewed, net"),
    FigureName.ARR_EXPANDED: marked("ARR expanded"),
}
_BAND_SIGNS = tuple(BAND_ICONS[band] for band in BANDS)


def shown_names(family: Family, share: int, *, whole: bool) -> tuple[FigureName, ...]:
    """Those of a family that gets less attention are its first four, unless all are asked for."""
    names = FAMILIES[family]
    return names if whole or share >= SHOWN_WHOLE_FROM else names[:MAIN_FIGURES]


def figure_words(figure: Figure, currency: str, words: Words) -> str:
    """What it says; of too few the counts."""
    if figure.kind is Kind.BANDS:
        return _bands(figure, words)
    if figure.kind is Kind.NPS:
        return _nps(figure, words)
    if figure.value is None:
        return "–"
    return _PLAIN[figure.kind](figure, currency, words)


def says_something(figure: Figure) -> bool:
    return any(figure.counts) if figure.counts else figure.value is not None


def change_words(figure: Figure, currency: str, words: Words) -> str:
    """An arrow and by how much; nothing where it is not set against anything, or did not change."""
    change = figure.change or Decimal()
    said = _size(figure, abs(change), currency, words)
    if said == _size(figure, Decimal(), currency, words):
        return ""
    return f"↑ {said}" if change > 0 else f"↓ {said}"


def _size(figure: Figure, change: Decimal, currency: str, words: Words) -> str:
    match figure.kind:
        case Kind.AMOUNT:
            return amount_words(int(change), currency, words)
        case Kind.SHARE | Kind.ARR_SHARE | Kind.RATE:
            return words.text("%(points)s points", points=words.number(float(change) * 100, 1))
        case Kind.DAYS:
            return words.number(float(change), 1)
        case _:
            return words.number(float(change))


def sample_words(figure: Figure, words: Words) -> str:
    """What it is made of, where what it says does not say so already."""
    said = [_SAMPLES[figure.name](figure.sample, words)] if figure.name in _SAMPLES and figure.sample else []
    if figure.left_out:
        said.append(
            words.plural(
                "%(count)s in no sum: amount or rate not known",
                "%(count)s in no sum: amounts or rates not known",
                figure.left_out,
            )
        )
    return " · ".join(said)


def told_figure(figure: Figure, currency: str, words: Words) -> str:
    """On one line: its name, what it says, and what it is made of."""
    said = (figure_words(figure, currency, words), sample_words(figure, words))
    return f"{words.text(FIGURE_WORDS[figure.name])} {', '.join(filter(None, said))}"


def short_figure(figure: Figure, currency: str, words: Words) -> str:
    """Beside others of its family: what it is made of and how it changed in brackets."""
    said = f"{words.text(FIGURE_WORDS[figure.name])} *{figure_words(figure, currency, words)}*"
    beside = ", ".join(filter(None, (sample_words(figure, words), change_words(figure, currency, words))))
    return words.text("%(first)s (%(second)s)", first=said, second=beside) if beside else said


def _share(figure: Figure, _currency: str, words: Words) -> str:
    whole = figure.whole or Decimal()
    counts = words.text(
        "%(part)s of %(whole)s", part=words.number(float(figure.part)), whole=words.number(float(whole))
    )
    if figure.is_small:
        return counts
    return words.text("%(first)s (%(second)s)", first=share_words(figure.value, words), second=counts)


def _arr_share(figure: Figure, currency: str, words: Words) -> str:
    if not figure.is_small:
        return share_words(figure.value, words)
    whole = figure.whole or Decimal()
    part, all_of_it = (amount_words(int(amount), currency, words) for amount in (figure.part, whole))
    return words.text("%(part)s of %(amount)s", part=part, amount=all_of_it)


def _rate(figure: Figure, _currency: str, words: Words) -> str:
    seats = words.number(float(figure.whole or 0))
    counts = words.text("%(users)s on %(seats)s seats", users=words.number(float(figure.part)), seats=seats)
    if figure.is_small:
        return counts
    return words.text("%(first)s (%(second)s)", first=share_words(figure.value, words), second=counts)


def _amount(figure: Figure, currency: str, words: Words) -> str:
    return amount_words(int(figure.part), currency, words)


def _count(figure: Figure, _currency: str, words: Words) -> str:
    return words.number(float(figure.part))


def _days(figure: Figure, _currency: str, words: Words) -> str:
    return words.number(float(figure.part), 1)


_PLAIN: dict[Kind, Callable[[Figure, str, Words], str]] = {
    Kind.SHARE: _share,
    Kind.ARR_SHARE: _arr_share,
    Kind.RATE: _rate,
    Kind.AMOUNT: _amount,
    Kind.COUNT: _count,
    Kind.SCORE: _count,
    Kind.DAYS: _days,
}


def _nps(figure: Figure, words: Words) -> str:
    answers = Answers(*figure.counts)
    if not figure.sample:
        return "–"
    if figure.is_small:
        return words.text(
            "promoters %(promoters)s, passives %(passives)s, detractors %(detractors)s",
            promoters=words.number(answers.promoters),
            passives=words.number(answers.passives),
            detractors=words.number(answers.detractors),
        )
    value, margin = figure.value or Decimal(), nps_margin(answers) or Decimal()
    return f"{words.signed(float(value))} ± {words.number(float(margin))}"


def _bands(figure: Figure, words: Words) -> str:
    *bands, unscored = figure.counts
    said = [f"{sign} {words.number(count)}" for sign, count in zip(_BAND_SIGNS, bands, strict=True) if count]
    if unscored:
        said.append(words.plural("%(count)s not scored", "%(count)s not scored", unscored))
    return " · ".join(said) or "–"


def _answers(count: int, words: Words) -> str:
    return words.plural("%(count)s answer", "%(count)s answers", count)


def _renewals(count: int, words: Words) -> str:
    return words.plural("%(count)s renewal", "%(count)s renewals", count)


def _records(count: int, words: Words) -> str:
    return words.plural("%(count)s record", "%(count)s records", count)


def _scored(count: int, words: Words) -> str:
    return words.plural("of %(count)s scored account", "of %(count)s scored accounts", count)


def _told(count: int, words: Words) -> str:
    return words.plural("%(count)s told", "%(count)s told", count)


_SAMPLES: dict[FigureName, Callable[[int, Words], str]] = {
    FigureName.NPS: _answers,
    FigureName.TOLD_DAYS: _told,
    FigureName.ARR_LOST: _records,
    **dict.fromkeys(
        (FigureName.ARR_RENEWED, FigureName.RENEWED_GROSS, FigureName.RENEWED_NET),
        _renewals,
    ),
    **dict.fromkeys((FigureName.ARR_RED, FigureName.SCORE), _scored),
    **dict.fromkeys((FigureName.ACTIVITY, FigureName.GRR, FigureName.NRR), accounts_words),
}
"""Shares of counts have their sample in them."""
