"""First steps, for admins: what is done and what is not, with what to type or run next. Useful before anything is."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.home.paper import Paper
from bot.blocks.kit import Block, divider, section
from bot.locale import Words
from domain.home import CompanyLook

_DONE, _OPEN = "✅", "⚪"


def step_blocks(look: CompanyLook, paper: Paper) -> Iterable[Block]:
    """Until all is done; afterwards what is connected says the same."""
    if look.is_set_up:
        return
    words = paper.words
    steps = tuple(_steps(look, words))
    done = sum(is_done for is_done, _, _ in steps)
    title = words.text(
        "*First steps* · %(done)s of %(all)s done", done=words.number(done), all=words.number(len(steps))
    )
    lines = [f"{_DONE} {said}" if is_done else f"{_OPEN} *{said}*\n{how}" for is_done, said, how in steps]
    yield section(title)
    yield section("\n".join(lines))
    yield divider()


def _steps(look: CompanyLook, words: Words) -> Iterable[tuple[bool, str, str]]:
    """Whether it is done, what it is, and how."""
    policy = words.text("`moorline policy publish` publishes one.")
    said = words.text("The policy that scores: version %(version)s", version=look.policy or "–")
    yield look.policy is not None, said, policy
    yield _accounts(look, words)
    yield _scores(look, words)
    yield _people(look, words)
    yield _areas(look, words)


def _accounts(look: CompanyLook, words: Words) -> tuple[bool, str, str]:
    how = words.text(
        "`moorline import accounts.xlsx` shows what a spreadsheet would bring, with `--apply` it is written. "
        "Accounts first, then contracts, then contacts and touchpoints. An import can be undone."
    )
    count = look.set_up.accounts
    said = words.plural("%(count)s account is in the book", "%(count)s accounts are in the book", count)
    return (True, said, "") if count else (False, words.text("Bring in your accounts"), how)


def _scores(look: CompanyLook, words: Words) -> tuple[bool, str, str]:
    how = words.text("It happens by itself after an import and every night; `moorline score` does it now.")
    count = look.set_up.scored
    said = words.plural("%(count)s account is scored", "%(count)s accounts are scored", count)
    return (True, said, "") if count else (False, words.text("Have them scored"), how)


def _people(look: CompanyLook, words: Words) -> tuple[bool, str, str]:
    how = words.text(
        "`moorline member add U0123ABC --role csm` gives somebody a role: you are the only one who has one."
    )
    count = sum(look.roles.values())
    said = words.plural("%(count)s person has a role", "%(count)s people have a role", count)
    return (True, said, "") if count > 1 else (False, words.text("Give your colleagues roles"), how)


def _areas(look: CompanyLook, words: Words) -> tuple[bool, str, str]:
    how = words.text("`/cs areas` says which channel requests of customers go to, and who decides there.")
    said = words.plural("%(count)s product area takes requests", "%(count)s product areas take requests", look.areas)
    return (True, said, "") if look.areas else (False, words.text("Name a product area"), how)
