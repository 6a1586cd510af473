"""The Home tab as a whole: whose it is about, what was just done, the sections, and the ways on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.blocks.home.paper import Drawing, Paper
from bot.blocks.kit import (
    BLOCKS_IN_A_HOME_TAB,
    OPTIONS_IN_A_SELECT,
    Block,
    Element,
    HomePage,
    Option,
    actions,
    button,
    context,
    date_token,
    divider,
    external_select,
    header,
    option,
    section,
    select,
)
from bot.blocks.task_form import news_words
from bot.ids import HOME_AS_OF, Action
from bot.locale import Words, marked
from domain.home import HomeLook, may_be_shown, scopes_of
from domain.home_view import Whose
from domain.permissions import Member, Role
from domain.tasks.answer import TaskChange, TaskChanged

"""The block that says when the page was made: it alone differs from one minute to the next."""
WHOSE = "home.whose"
"""The start of the name of what chooses: with a new name Slack shows what we say in place of what was chosen before."""


def home_page(
    look: HomeLook, words: Words, drawings: Sequence[Drawing], *, news: TaskChanged | None = None
) -> HomePage:
    paper = Paper(words, look.ask)
    top = [header(words.text("Today, %(day)s", day=words.day(look.ask.today))), *_whose(paper), *_news(news, paper)]
    foot = [divider(), context(_as_of(look, words)) | {"block_id": HOME_AS_OF}, actions(*_ways(look, words))]
    room = BLOCKS_IN_A_HOME_TAB - len(top) - len(foot)
    middle = fitted([tuple(drawing(paper)) for drawing in drawings], room, words)
    blocks = (*top, *(middle or _nothing(look.ask.reader, words)), *foot)
    return HomePage(named(blocks), look.ask.view.text())


def not_for_you(words: Words) -> HomePage:
    """For guests, visitors, and employees without a role."""
    said = words.text("Moorline is for colleagues who have a role in it. An admin of yours can give you one.")
    return HomePage((section(said),))


def fitted(sections: Sequence[Sequence[Block]], room: int, words: Words) -> tuple[Block, ...]:
    """Whole sections, as many as Slack takes; that some are left out is said."""
    found: list[Block] = []
    for each in sections:
        blocks = each if found and not _is_line(found[-1]) else _without_line(each)
        if len(found) + len(blocks) >= room:
            return (*found, context(words.text("There is more than Slack shows on one page.")))
        found.extend(blocks)
    return tuple(found)


def named(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Rows with buttons keep their names from one page to the next: a press that meets a newer page still counts."""
    found: dict[str, Block] = {}
    for place, block in enumerate(blocks):
        name = _name(block)
        is_free = bool(name) and name not in found
        found[name if is_free else f"{place}"] = block | {"block_id": name} if is_free else block
    return tuple(found.values())


def _name(block: Block) -> str:
    if "block_id" in block:
        return ""
    pressed = [block["accessory"]] if "accessory" in block else block.get("elements") or []
    return str(pressed[0].get("action_id") or "") if pressed else ""


def _is_line(block: Block) -> bool:
    return bool(block["type"] == "divider")


def _without_line(blocks: Sequence[Block]) -> Sequence[Block]:
    """The first section stands below the title, which is line enough; of two lines one is."""
    return blocks[1:] if blocks and _is_line(blocks[0]) else blocks


def people_options(names: dict[str, str], reader: Member, typed: str, words: Words) -> list[Option]:
    """Whose accounts may be looked at, as far as their names hold what was typed."""
    wanted = typed.casefold().strip()
    listed = [option(_scope(scope, words), scope) for scope in scopes_of(reader) if not wanted]
    found = [option(name, person) for person, name in names.items() if wanted in name.casefold()]
    return [*listed, *found][:OPTIONS_IN_A_SELECT]


def _whose(paper: Paper) -> Iterable[Block]:
    """A list to choose from, and a type-ahead where Slack takes no list so long."""
    reader, words = paper.ask.reader, paper.words
    names = dict(may_be_shown(reader, paper.ask.members))
    if not names and not scopes_of(reader):
        return
    placeholder, initial = words.text("Whose accounts?"), _chosen(paper, names)
    if len(names) + len(scopes_of(reader)) > OPTIONS_IN_A_SELECT:
        chooser = external_select(Action.HOME_WHOSE, placeholder=placeholder, min_query_length=0, initial=initial)
    else:
        options = people_options(names, reader, "", words)
        chooser = select(Action.HOME_WHOSE, options, placeholder=placeholder, initial=initial)
    yield actions(chooser, block_id=f"{WHOSE}.{words.language}.{paper.ask.view.whose}")


def _chosen(paper: Paper, names: dict[str, str]) -> Option:
    whose = paper.ask.view.whose
    return option(names[whose], whose) if whose in names else option(_scope(whose, paper.words), whose)


def _scope(scope: str, words: Words) -> str:
    return words.text(_SCOPES[Whose(scope)])


def _news(news: TaskChanged | None, paper: Paper) -> Iterable[Block]:
    if news is None:
        return
    undo = button(paper.words.text("Undo"), Action.HOME_REOPEN, value=str(news.task.id))
    is_done = news.change is TaskChange.DONE
    yield section(news_words(news, paper.words, paper.today), accessory=undo if is_done else None)


def _nothing(reader: Member, words: Words) -> tuple[Block, ...]:
    if reader.role is Role.VIEWER:
        said = words.text(
            "You may look at everything. `/health acme` shows how an account is, `/renewals` what is due, "
            "`/cs requests` what customers ask for; `/cs touch` and `/feedback` keep what you hear."
        )
        return (section(said),)
    return (section(words.text("✓ Nothing needs you today.")),)


def _as_of(look: HomeLook, words: Words) -> str:
    now = look.ask.now
    as_of = words.text("as of %(time)s", time=date_token(now, "{time}", words.instant(now, "UTC")))
    if look.next_digest_at is None:
        return as_of
    local = look.next_digest_at.astimezone(ZoneInfo(look.zone))
    coming = words.text("next digest: %(day)s at %(time)s", day=words.day(local.date()), time=f"{local:%H:%M}")
    return f"{as_of} · {coming}"


def _ways(look: HomeLook, words: Words) -> Iterable[Element]:
    yield button(words.text("Settings"), Action.SETTINGS)
    if look.has_digest:
        yield button(words.text("The whole digest"), Action.DIGEST_ALL)
        yield button(words.text("Send my digest now"), Action.DIGEST_NOW)


_SCOPES = {
    Whose.ALL: marked("Everybody's accounts"),
    Whose.TEAM: marked("My team's accounts"),
    Whose.MINE: marked("My own accounts"),
}
