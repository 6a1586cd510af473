"""`/cs digest`, and what the buttons of a digest do."""

from __future__ import annotations

from collections.abc import Callable

from bot.blocks.digest_answers import (
    assign_form,
    assigned,
    digest_page,
    digest_plan,
    no_week,
    on_its_way,
    was_taken,
)
from bot.blocks.kit import FieldErrors, Message, Modal
from bot.blocks.product_week import product_week_message
from bot.blocks.task_form import task_errors
from bot.handlers.answering import answer, open_modal, submit
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View, Word
from bot.services.attention import Attentions, Taken
from bot.services.digest_desk import DigestDesk
from bot.services.product_desk import ProductDesk
from bot.services.weekly_desk import WeeklyDesk
from domain.numbers import number_in
from domain.tasks.answer import TaskRefused
from domain.tasks.form import TaskField

NOW = frozenset({"now", "现在", "立即"})
WEEK = frozenset({"week", "weekly", "周报", "上周", "每周"})


PRODUCT = frozenset({"product", "requests", "产品", "需求"})


def register(
    routes: Routes, digests: DigestDesk, weeks: WeeklyDesk, product: ProductDesk, attentions: Attentions
) -> None:
    desk = DigestHandlers(digests, weeks, product, attentions)
    routes.subcommand(Word.DIGEST, desk.ask)
    routes.action(Action.DIGEST_NOW, desk.send_now)
    routes.action(Action.WEEKLY_NOW, desk.send_week)
    routes.action(Action.PRODUCT_NOW, desk.show_product)
    routes.action(Action.DIGEST_TEST, desk.try_out)
    routes.action(Action.DIGEST_ALL, desk.show_all)
    routes.action(Action.DIGEST_TAKE, desk.take)
    routes.action(Action.DIGEST_SNOOZE, desk.snooze)
    routes.action(Action.DIGEST_DISMISS, desk.dismiss)
    routes.action(Action.DIGEST_ASSIGN, desk.ask_whom)
    routes.view(View.DIGEST_ASSIGN, desk.assign)


class DigestHandlers:
    """What was done about a line is shown by the message itself, to all who read it: the outbox draws it again."""

    def __init__(self, digests: DigestDesk, weeks: WeeklyDesk, product: ProductDesk, attentions: Attentions) -> None:
        self._digests = digests
        self._weeks = weeks
        self._product = product
        self._attentions = attentions

    async def ask(self, asked: Asked) -> None:
        if asked.text.casefold() in NOW:
            await self.send_now(asked)
            return
        if asked.text.casefold() in WEEK:
            await self.send_week(asked)
            return
        if asked.text.casefold() in PRODUCT:
            await self.show_product(asked)
            return
        await answer(asked, lambda: digest_plan(self._digests.plan(asked.member), asked.words))

    async def send_now(self, asked: Asked) -> None:
        def work() -> Message:
            self._digests.send_now(asked.member, today=asked.today)
            return on_its_way(asked.words)

        await answer(asked, work)

    async def send_week(self, asked: Asked) -> None:
        def work() -> Message:
            is_sent = self._weeks.send_now(asked.member, today=asked.today)
            return on_its_way(asked.words) if is_sent else no_week(asked.words)

        await answer(asked, work)

    async def show_product(self, asked: Asked) -> None:
        """At once and here: it says the same as the message that comes by itself."""

        def work() -> Message:
            return product_week_message(self._product.week(asked.member, today=asked.today), asked.words)

        await answer(asked, work)

    async def try_out(self, asked: Asked) -> None:
        def work() -> Message:
            self._digests.try_out(asked.member)
            return on_its_way(asked.words)

        await answer(asked, work)

    async def show_all(self, asked: Asked) -> None:
        def page() -> Modal:
            look = self._digests.all_of_it(asked.member, today=asked.today)
            return digest_page(look, asked.words, reader=asked.member.slack_id)

        await open_modal(asked, page)

    async def take(self, asked: Asked) -> None:
        """The second of two people hears who was faster."""
        account, severity = line_in(asked.value)
        taken = await asked.desk.work(lambda: self._attentions.take(asked.member, account, severity))
        if taken.was_taken:
            await answer(asked, lambda: was_taken(taken.name, taken.attention, asked.words))

    async def snooze(self, asked: Asked) -> None:
        await self._attend(asked, lambda line: self._attentions.snooze(asked.member, *line, today=asked.today))

    async def dismiss(self, asked: Asked) -> None:
        await self._attend(asked, lambda line: self._attentions.dismiss(asked.member, *line))

    async def ask_whom(self, asked: Asked) -> None:
        def form() -> Modal:
            name = self._attentions.name(asked.member, line_in(asked.value)[0])
            return assign_form(name, asked.value, asked.words)

        await open_modal(asked, form)

    async def assign(self, asked: Asked) -> None:
        def work() -> Message | FieldErrors:
            account, severity = line_in(asked.metadata)
            to, title = typed_in(asked.state, TaskField.ASSIGNEE), typed_in(asked.state, TaskField.TITLE)
            done = self._attentions.assign(asked.member, account, severity, to, title=title, today=asked.today)
            if isinstance(done, TaskRefused):
                return task_errors(done, asked.words)
            return assigned(done.name, to, asked.words)

        await submit(asked, work)

    async def _attend(self, asked: Asked, work: Callable[[tuple[int, int]], Taken]) -> None:
        await asked.desk.work(lambda: work(line_in(asked.value)))


def line_in(value: str) -> tuple[int, int]:
    """The account and how grave its line is, as a button carries them; a value that is no such line is account 0."""
    account, _, severity = value.partition(" ")
    return number_in(account) or 0, number_in(severity) or 0
