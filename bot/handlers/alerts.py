"""`/cs alerts`, and what the buttons of alerts do."""

from __future__ import annotations

from bot.blocks.alert_forms import NOTE, REASON, dismiss_form, life_page
from bot.blocks.alert_list import alert_list, change_words
from bot.blocks.alert_report import alert_report
from bot.blocks.kit import Message, Modal, message, section
from bot.handlers.answering import answer, open_modal, replace, submit
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View, Word
from bot.services.alerts import PAGE, Alerts
from domain.alerts.alert import DismissReason
from domain.alerts.answer import AlertChanged, AlertScope
from domain.numbers import number_in

_SCOPES = {"team": AlertScope.TEAM, "团队": AlertScope.TEAM, "all": AlertScope.ALL, "全部": AlertScope.ALL}
_REPORT = frozenset({"report", "报告"})


def register(routes: Routes, alerts: Alerts) -> None:
    desk = AlertDesk(alerts)
    routes.subcommand(Word.ALERTS, desk.ask)
    routes.action(Action.ALERTS_PAGE, desk.turn)
    routes.action(Action.ALERTS_REPORT, desk.report)
    routes.action(Action.ALERT_TAKE, desk.take)
    routes.action(Action.ALERT_SNOOZE, desk.snooze)
    routes.action(Action.ALERT_DISMISS, desk.ask_why)
    routes.view(View.ALERT_DISMISS, desk.dismiss)
    routes.action(Action.ALERT_LIFE, desk.show_life)


class AlertDesk:
    """A button carries its alert and, where it stands in a list, which one: that is drawn again in its place.

    The message of an alert is drawn again by the outbox, for whoever reads it.
    """

    def __init__(self, alerts: Alerts) -> None:
        self._alerts = alerts

    async def ask(self, asked: Asked) -> None:
        typed = asked.text.casefold()
        if typed in _REPORT:
            await self.report(asked)
            return
        await answer(asked, lambda: self._list(asked, f"{_SCOPES.get(typed, AlertScope.MINE)} 0"))

    async def turn(self, asked: Asked) -> None:
        await replace(asked, lambda: self._list(asked, asked.value))

    async def report(self, asked: Asked) -> None:
        await answer(asked, lambda: alert_report(self._alerts.report(asked.member), asked.words))

    async def take(self, asked: Asked) -> None:
        alert, _, where = asked.value.partition(" ")
        changed = await asked.desk.work(lambda: self._alerts.take(asked.member, alert))
        await self._shown(asked, changed, where)

    async def snooze(self, asked: Asked) -> None:
        alert, _, where = asked.value.partition(" ")
        changed = await asked.desk.work(lambda: self._alerts.snooze(asked.member, alert, today=asked.today))
        await self._shown(asked, changed, where)

    async def ask_why(self, asked: Asked) -> None:
        def form() -> Modal:
            life = self._alerts.life(asked.member, asked.value.partition(" ")[0])
            return dismiss_form(life.look, asked.value, asked.words)

        await open_modal(asked, form)

    async def dismiss(self, asked: Asked) -> None:
        alert = asked.metadata.partition(" ")[0]
        typed, note = typed_in(asked.state, REASON), typed_in(asked.state, NOTE)
        reason = DismissReason(typed) if typed in set(DismissReason) else DismissReason.OTHER

        def work() -> Message:
            changed = self._alerts.dismiss(asked.member, alert, reason, note)
            return message([section(change_words(changed, asked.words))])

        await submit(asked, work)

    async def show_life(self, asked: Asked) -> None:
        await open_modal(asked, lambda: life_page(self._alerts.life(asked.member, asked.value), asked.words))

    async def _shown(self, asked: Asked, changed: AlertChanged, where: str) -> None:
        if where:
            await replace(asked, lambda: self._list(asked, where, changed))
        elif changed.was_over or changed.was_taken_by:
            await answer(asked, lambda: message([section(change_words(changed, asked.words))]))

    def _list(self, asked: Asked, where: str, news: AlertChanged | None = None) -> Message:
        scope, _, offset = where.partition(" ")
        wanted = AlertScope(scope) if scope in set(AlertScope) else AlertScope.MINE
        listed = self._alerts.listed(asked.member, wanted, offset=number_in(offset) or 0)
        return alert_list(listed, asked.words, asked.today, reader=asked.member.slack_id, page=PAGE, news=news)
