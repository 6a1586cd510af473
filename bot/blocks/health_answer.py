"""Every answer of `/health` in words: the card, the lists, and a sentence with one next step for all else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.blocks.health_card import health_card
from bot.blocks.health_list import account_list, account_search, worst_accounts
from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    OPTIONS_IN_A_SELECT,
    Element,
    Message,
    Option,
    actions,
    button,
    context,
    escaped,
    message,
    one_line,
    option,
    section,
    select,
)
from bot.ids import Action, Command
from bot.locale import Words
from domain.accounts import AccountMatch
from domain.filter_words import HelpWanted, NotUnderstood
from domain.health_answer import (
    CardAnswer,
    ChoiceAnswer,
    ChurnedAnswer,
    HealthAnswer,
    ListAnswer,
    NeverScoredAnswer,
    NothingLikeAnswer,
    WorstAnswer,
)
from domain.permissions import Member, may_read_health

MOST_BUTTONS = 5
_EXAMPLES = ("acme", "@wei", "red", "tier:high stage:renewal", "me yellow")


def health_answer(
    answer: HealthAnswer, words: Words, *, reader: Member, today: date, command: str = Command.HEALTH
) -> Message:
    """`command` is the slash command as this workspace calls it."""
    match answer:
        case CardAnswer(standing, read, asks):
            return health_card(standing, words, reader=reader, today=today, reading=read, asks=asks)
        case WorstAnswer():
            return worst_accounts(answer, words, today, reader=reader, command=command)
        case ListAnswer():
            return account_list(answer, words, today, reader=reader)
        case ChoiceAnswer():
            return _choice(answer, words)
        case HelpWanted():
            return _help(words, command, reader)
        case _:
            return _sentence(answer, words, command)


def account_options(matches: Sequence[AccountMatch], names: Mapping[str, str]) -> list[Option]:
    """The choices of the type-ahead: the account, and below it who owns it."""
    return [_option(match, names) for match in matches[:OPTIONS_IN_A_SELECT]]


def _sentence(
    answer: ChurnedAnswer | NeverScoredAnswer | NothingLikeAnswer | NotUnderstood, words: Words, command: str
) -> Message:
    match answer:
        case ChurnedAnswer():
            return _churned(answer, words)
        case NeverScoredAnswer():
            return _never_scored(answer, words)
        case NothingLikeAnswer():
            return _nothing_like(answer, words)
        case _:
            return _not_understood(answer, words, command)


def _never_scored(answer: NeverScoredAnswer, words: Words) -> Message:
    said = words.text(
        "*%(account)s* is in the book but was never scored. Scores are made every night; an admin can make them now "
        "with `moorline score`.",
        account=one_line(answer.name),
    )
    return message([section(said)])


def _churned(answer: ChurnedAnswer, words: Words) -> Message:
    name = one_line(answer.name)
    if answer.churned_on:
        day = words.day(answer.churned_on)
        said = words.text("*%(account)s* churned on %(day)s and is not scored any more.", account=name, day=day)
    else:
        said = words.text("*%(account)s* has churned and is not scored any more.", account=name)
    if not answer.was_scored:
        kept = words.text("What the book holds about it is kept; it never had a score.")
        return message([section(words.sentences(said, kept))])
    kept = words.text("What the book holds about it is kept, its scores too.")
    history = button(words.text("History"), Action.HISTORY, value=str(answer.account))
    return message([section(words.sentences(said, kept)), actions(history)])


def _choice(answer: ChoiceAnswer, words: Words) -> Message:
    typed = escaped(answer.typed, 80)
    if answer.has_more or len(answer.matches) > OPTIONS_IN_A_SELECT:
        many = words.text("Many accounts are like “%(typed)s”. Which one do you mean?", typed=typed)
        return message([section(many), actions(account_search(words))])
    said = words.plural(
        "%(count)s account may be meant by “%(typed)s”:",
        "%(count)s accounts may be meant by “%(typed)s”. Which one?",
        len(answer.matches),
        typed=typed,
    )
    names = "\n".join(f"• {_named(match, words)}" for match in answer.matches)
    if len(answer.matches) <= MOST_BUTTONS:
        return message([section(f"{said}\n{names}"), actions(*(_choose(match) for match in answer.matches))])
    chosen = select(
        Action.SELECT_ACCOUNT,
        [_option(match, {}) for match in answer.matches],
        placeholder=words.text("Choose an account"),
    )
    return message([section(f"{said}\n{names}"), actions(chosen)])


def _nothing_like(answer: NothingLikeAnswer, words: Words) -> Message:
    said = words.text("No account is called “%(typed)s”.", typed=escaped(answer.typed, 80))
    if not answer.nearest:
        look = words.text("Look it up here, or ask your admin to import it.")
        return message([section(words.sentences(said, look)), actions(account_search(words))])
    nearest = "\n".join(f"• {_named(match, words)}" for match in answer.nearest)
    nearby = words.text("The nearest names:")
    named = f"{words.sentences(said, nearby)}\n{nearest}"
    return message([section(named), actions(*(_choose(match) for match in answer.nearest), account_search(words))])


def _not_understood(answer: NotUnderstood, words: Words, command: str) -> Message:
    said = words.text("I do not understand “%(word)s”.", word=escaped(answer.word, 80))
    if answer.nearest:
        meant = words.text("Did you mean `%(nearest)s`?", nearest=answer.nearest)
        run = button(
            words.text("Run %(words)s", words=f"{command} {answer.nearest}"),
            Action.LIST_PAGE,
            value=f"0 {answer.nearest}",
        )
        return message([section(words.sentences(said, meant)), actions(run)])
    known = words.text("I know `tier:`, `stage:`, `red`, `yellow`, `green`, `grey`, `me`, `team`, `all` and @people.")
    return message([section(words.sentences(said, known))])


def _help(words: Words, command: str, reader: Member) -> Message:
    lines = [
        words.text("the card of one account; a name, alias, domain or number, typing errors allowed"),
        words.text("the accounts of a person"),
        words.text("all red accounts, most ARR at risk first"),
        words.text("tier (high, mid, tech) and stage (onboarding, stable, renewal), in any order"),
        words.text("only your own; `team` for your people's, `all` for everybody's"),
    ]
    examples = "\n".join(f"`{command} {example}` – {line}" for example, line in zip(_EXAMPLES, lines, strict=True))
    first = words.text("*How an account stands, and why*")
    alone = words.text("`%(command)s` alone shows your worst five.", command=command)
    said = section(f"{first}\n{alone}\n{examples}")
    if may_read_health(reader):
        return message([said, actions(account_search(words))])
    closed = words.text("Your own role does not show the health of accounts. A Moorline admin can change it.")
    return message([said, context(closed)])


def _named(match: AccountMatch, words: Words) -> str:
    name = one_line(match.name)
    return words.text("%(name)s (%(owner)s)", name=name, owner=mentioned(match.owner)) if match.owner else name


def _choose(match: AccountMatch) -> Element:
    return button(match.name, f"{Action.CHOOSE_ACCOUNT}:{match.account}", value=str(match.account))


def _option(match: AccountMatch, names: Mapping[str, str]) -> Option:
    return option(match.name, str(match.account), names.get(match.owner or "", ""))
