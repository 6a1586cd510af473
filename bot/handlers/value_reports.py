"""`Value report` and `/cs report`: the form, and the page that goes to whoever asked for it and to nobody else."""

from __future__ import annotations

from bot.blocks.health_answer import account_options
from bot.blocks.kit import FieldErrors, Modal, Option
from bot.blocks.value_form import (
    being_made,
    delivered_block,
    handed_over,
    look_first,
    no_letters,
    on_its_way,
    value_form,
    value_refused,
)
from bot.handlers.answering import open_modal, submit, suggest, turn_page, update_modal
from bot.handlers.asked import Asked
from bot.handlers.files import send_page
from bot.handlers.payloads import chosen_in, typed_in
from bot.handlers.routing import Routes
from bot.handlers.telling import say
from bot.ids import Action, View, Word
from bot.locale import Language, words_for
from bot.pictures.value_report import LettersMissingError, ValuePage, value_page
from bot.services.value_reports import ValueReports
from domain.value_report.form import ValueField, ValueForm, ValueOffer, ValueRefusal
from domain.value_report.report import ValueReport


def register(routes: Routes, reports: ValueReports) -> None:
    desk = ValueDesk(reports)
    routes.subcommand(Word.REPORT, desk.ask_in_a_line)
    routes.action(Action.VALUE_REPORT, desk.ask)
    routes.action(Action.VALUE_ACCOUNT, desk.draw_again)
    routes.options(Action.VALUE_ACCOUNT, desk.suggest)
    routes.action(Action.VALUE_SPAN, desk.draw_again)
    routes.view(View.VALUE_REPORT, desk.make)


class ValueDesk:
    def __init__(self, reports: ValueReports) -> None:
        self._reports = reports

    async def ask(self, asked: Asked) -> None:
        def offer() -> ValueOffer:
            language = asked.words.language
            return self._reports.opened(asked.member, asked.value, otherwise=language, today=asked.today)

        await open_modal(asked, lambda: value_form(offer(), asked.words))

    async def ask_in_a_line(self, asked: Asked) -> None:
        def offer() -> ValueOffer:
            language, channel = asked.words.language, asked.channel
            return self._reports.typed(asked.member, asked.text, channel=channel, otherwise=language, today=asked.today)

        await open_modal(asked, lambda: value_form(offer(), asked.words))

    async def draw_again(self, asked: Asked) -> None:
        """For the account, or the period, that was just chosen in it."""

        def form() -> Modal:
            language = asked.words.language
            offer = self._reports.again(asked.member, value_form_from(asked), otherwise=language, today=asked.today)
            return value_form(offer, asked.words)

        await update_modal(asked, form)

    async def suggest(self, asked: Asked) -> None:
        def work() -> list[Option]:
            return account_options(*self._reports.suggestions(asked.member, asked.value, today=asked.today))

        await suggest(asked, work)

    async def make(self, asked: Asked) -> None:
        """The form is answered at once; drawing takes seconds, and its page says meanwhile that it is on its way."""
        made: list[ValueReport] = []
        form = value_form_from(asked)

        def work() -> Modal | FieldErrors:
            key = str((asked.view or {}).get("id") or "")
            report = self._reports.report(asked.member, form, key=key, today=asked.today)
            if isinstance(report, ValueRefusal):
                return value_refused(report, asked.words)
            made.append(report)
            return being_made(asked.words)

        await submit(asked, work)
        for report in made:
            await self._hand_over(asked, report, form.account)

    async def _hand_over(self, asked: Asked, report: ValueReport, account: str) -> None:
        page = await asked.desk.work(lambda: _drawn(asked, report))
        if page is None:
            await turn_page(asked, no_letters(asked.words))
            return
        name = file_name(report)
        await send_page(asked, page, name=name, comment=look_first(report, asked.words))
        await say(asked.turn, handed_over(account, asked.words))
        await turn_page(asked, on_its_way(report, account, asked.words))


def value_form_from(asked: Asked) -> ValueForm:
    """The form as it came; what is missing or of another shape is empty."""
    state = asked.state
    form = ValueForm(
        account=asked.metadata or typed_in(state, ValueField.ACCOUNT, Action.VALUE_ACCOUNT),
        span=typed_in(state, ValueField.SPAN, Action.VALUE_SPAN),
        language=typed_in(state, ValueField.LANGUAGE),
        outcomes=chosen_in(state, ValueField.OUTCOMES),
        next_steps=typed_in(state, ValueField.NEXT_STEPS),
    )
    return ValueForm(
        form.account,
        form.span,
        form.language,
        form.outcomes,
        chosen_in(state, delivered_block(form.chosen_span), ValueField.DELIVERED),
        form.next_steps,
    )


def file_name(report: ValueReport) -> str:
    """Letters and figures of the account's name, of any script, and the day."""
    kept = "".join(sign if sign.isalnum() else " " for sign in report.account.casefold())
    return f"value-report-{'-'.join(kept.split())[:40]}-{report.made_on}"


def _drawn(asked: Asked, report: ValueReport) -> ValuePage | None:
    """None where no font has the letters."""
    try:
        return value_page(report, words_for(Language(report.language)), made_at=asked.now)
    except LettersMissingError:
        return None
