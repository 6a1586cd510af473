"""What the demo's customers asked for, and how far product is with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.services.request_news import tell_card
from domain.feedback.request import AccountThen, Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.states import RequestAction, RequestStep
from storage.library import SqlBook


@dataclass(frozen=True, slots=True)
class Asked:
    """`accounts` are names; `blocks` says that the first of them will not renew without it."""

    title: str
    problem: str
    area: str
    accounts: tuple[str, ...]
    quotes: tuple[str, ...]
    importance: Importance = Importance.IMPORTANT
    blocks: bool = False
    state: RequestState = RequestState.NEW
    prospect: str = ""


AREAS = ("Reports", "Access")
ASKED = (
    Asked(
        "Export the whole audit log to Excel",
        "Their auditor wants one file a year, with everybody who changed anything.",
        "Reports",
        ("Acme Industrial", "Halcyon Airlines", "云帆物流"),
        (
            "Our auditor asks for it each year, and we copy page by page. That cannot be what you have in mind.",
            "We need the log as a file, all of it.",
            "审计每年都要完整的操作日志，希望能一次导出。",
        ),
        Importance.MUST,
        blocks=True,
    ),
    Asked(
        "Sign in with the company's own accounts (SSO)",
        "New people wait for days until somebody invites them.",
        "Access",
        ("Northwind Traders", "青禾科技有限公司"),
        ("Security will not let us grow past fifty users without SSO.", "公司要求统一登录。"),
        Importance.MUST,
        state=RequestState.PLANNED,
        prospect="Bluewater Ferries",
    ),
    Asked(
        "单点登录：用企业微信登录",
        "员工不想再记一个密码。",
        "Access",
        ("云帆物流",),
        ("我们所有系统都用企业微信登录。",),
        state=RequestState.UNDER_REVIEW,
    ),
    Asked(
        "Schedule a weekly report by email",
        "Their board reads it on Monday, and somebody exports it by hand on Sunday.",
        "Reports",
        ("Northwind Traders",),
        ("I build the same report every Sunday evening.",),
        state=RequestState.UNDER_REVIEW,
    ),
    Asked(
        "Dark mode",
        "The night shift looks at it for eight hours.",
        "Reports",
        ("Fairhaven Shipping",),
        ("It is bright as day in here at three in the morning.",),
        Importance.NICE,
    ),
)


@dataclass(frozen=True, slots=True)
class Teller:
    """`ids` are accounts by name, `owners` who looks after them by number; `manager` decides, in `channel`.

    `marked` is the channel in which a light bulb sends to product.
    """

    ids: Mapping[str, int]
    owners: Mapping[int, str]
    channel: str
    manager: str
    marked: str


def tell_feedback(book: SqlBook, teller: Teller, *, now: datetime) -> None:
    """The first area takes what nobody assigned; the cards wait in the outbox for the bot to start.

    In the channel of customer success a light bulb offers to send a message to product.
    """
    book.wishes.save_rules(replace(book.wishes.rules(), capture_emoji={teller.marked: "bulb"}))
    for place, name in enumerate(AREAS):
        area = ProductArea(0, name, teller.channel, teller.manager, is_default=place == 0)
        saved = book.feedback.save_area(area)
        for days, asked in enumerate(ASKED):
            if asked.area == name:
                _put(book, asked, saved, teller, at=now - timedelta(days=9 - 2 * days))


def _put(book: SqlBook, asked: Asked, area: ProductArea, teller: Teller, *, at: datetime) -> None:
    numbers = [teller.ids[name] for name in asked.accounts]
    by = teller.owners[numbers[0]]
    made = Request(0, asked.title, asked.problem, area.id, by, at, asked.state)
    if asked.state is RequestState.UNDER_REVIEW:
        made = replace(made, owner=teller.manager)
    if asked.state is RequestState.PLANNED:
        made = replace(made, owner=teller.manager, target="Q1", decided_at=at + timedelta(days=1))
    request = book.feedback.add(made)
    book.feedback.step(RequestStep(request.id, at, RequestAction.SUBMIT, by))
    if made.decided_at:
        book.feedback.step(RequestStep(request.id, made.decided_at, RequestAction.ACCEPT, teller.manager, made.target))
    for place, (account, quote) in enumerate(zip(numbers, asked.quotes, strict=True)):
        owner = teller.owners[account]
        voice = Voice(0, request.id, Asker.ACCOUNT, owner, at, asked.importance, account, quote=quote)
        blocks = asked.blocks and place == 0
        book.feedback.add_voice(replace(voice, blocks_renewal=blocks, then=AccountThen(owner=owner)))
    if asked.prospect:
        lead = Voice(0, request.id, Asker.PROSPECT, by, at, Importance.IMPORTANT, name=asked.prospect)
        book.feedback.add_voice(lead)
    tell_card(book, request, area, now=at)
