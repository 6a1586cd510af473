"""The facts on the `/health` card: money, dates, people, contact, tickets, first value, the CSM's own word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.blocks.ask_words import ask_lines
from bot.blocks.health_words import BAND_ICONS, BAND_WORDS, People
from bot.blocks.kit import one_line
from bot.blocks.plan_line import plan_in_a_line
from bot.blocks.play_words import plays_on_card
from bot.blocks.renewal_words import category_words
from bot.blocks.task_words import open_tasks
from bot.blocks.value_words import first_value_words, how_words
from bot.locale import Words
from domain.feedback.asks import Ask
from domain.health.model import Band
from domain.health.standing import AccountStanding, Judgement
from domain.renewals.renewal import Forecast

LONGEST_NOTE = 300


def fact_fields(
    standing: AccountStanding, words: Words, people: People, today: date, asks: Sequence[Ask] = ()
) -> list[str]:
    facts = [
        (words.text("ARR"), "\n".join(_arr(standing, words, today))),
        (words.text("Renewal"), "\n".join(_renewal(standing, words, people, today))),
        (words.text("Owner"), _owner(standing, words, people, today)),
        (words.text("Last two-way touchpoint"), _contact(standing, words, today)),
        (words.text("Tickets"), _tickets(standing, words)),
        (words.text("First value"), _first_value(standing, words, people, today)),
    ]
    if standing.judgement and standing.judgement.expires_on > today:
        facts.append((words.text("CSM's judgement"), _judgement(standing.judgement, words, people, today)))
    if standing.tasks:
        facts.append((words.text("Open tasks"), open_tasks(standing.tasks, words, people, today)))
    if standing.plan:
        facts.append((words.text("Success plan"), plan_in_a_line(standing.plan, words)))
    if asks:
        facts.append((words.text("Open asks"), "\n".join(ask_lines(asks, words))))
    return [f"*{label}*\n{said}" for label, said in facts]


def renewal_words(standing: AccountStanding, words: Words, today: date) -> str:
    due_on = standing.next_renewal.due_on if standing.next_renewal else standing.renewal_on
    if due_on is None:
        return words.text("no renewal date known")
    left = (due_on - today).days
    if left < 0:
        passed = words.plural("%(count)s day overdue", "%(count)s days overdue", -left)
    else:
        passed = words.plural("%(count)s day left", "%(count)s days left", left)
    return words.text("%(day)s (%(when)s)", day=words.day(due_on), when=passed)


def arr_words(standing: AccountStanding, words: Words) -> str:
    """Every currency on its own: without a stated rate they do not add up."""
    return " + ".join(words.money(money) for money in standing.arr) or words.text("none contracted")


def _arr(standing: AccountStanding, words: Words, today: date) -> Iterable[str]:
    """And below it what may come on top: a card has no place for another field."""
    yield arr_words(standing, words)
    if standing.plays:
        yield plays_on_card(standing.plays, words, today)


def _renewal(standing: AccountStanding, words: Words, people: People, today: date) -> Iterable[str]:
    """As the open renewal says; where the book has none, as the contract did when the account was scored."""
    known = standing.next_renewal
    due_on, notice_on = (known.due_on, known.notice_on) if known else (standing.renewal_on, standing.notice_on)
    auto_renew = known.auto_renew if known else standing.auto_renew
    yield renewal_words(standing, words, today)
    if notice_on and notice_on != due_on:
        yield _notice(notice_on, words, today)
    if auto_renew is not None:
        yield words.text("renews by itself") if auto_renew else words.text("does not renew by itself")
    if known and known.reminded_on:
        yield words.text("reminded on %(day)s", day=words.day(known.reminded_on))
    if known and known.forecast:
        yield _forecast(known.forecast, words, people, today)


def _forecast(said: Forecast, words: Words, people: People, today: date) -> str:
    return words.text(
        "*%(category)s*, %(person)s, %(age)s",
        category=category_words(said.category, words),
        person=people(said.by),
        age=words.age((today - said.at.date()).days),
    )


def _notice(deadline: date, words: Words, today: date) -> str:
    if deadline < today:
        return words.text("notice was due by %(day)s", day=words.day(deadline))
    return words.text("notice until %(day)s", day=words.day(deadline))


def _owner(standing: AccountStanding, words: Words, people: People, today: date) -> str:
    owner = people(standing.owner) if standing.owner else words.text("nobody yet")
    if not standing.cover or not _covers(standing, today):
        return owner
    return words.text("%(owner)s, covered by %(cover)s", owner=owner, cover=people(standing.cover))


def _covers(standing: AccountStanding, today: date) -> bool:
    return (standing.cover_starts_on or today) <= today <= (standing.cover_ends_on or today)


def _contact(standing: AccountStanding, words: Words, today: date) -> str:
    if standing.last_two_way_on is None:
        said = words.text("none recorded")
    else:
        days = (today - standing.last_two_way_on).days
        said = words.text("%(day)s (%(when)s)", day=words.day(standing.last_two_way_on), when=words.age(days))
    if standing.cadence_days is None:
        return said
    cadence = words.plural("cadence %(count)s day", "cadence %(count)s days", standing.cadence_days)
    return f"{said}\n{cadence}"


def _tickets(standing: AccountStanding, words: Words) -> str:
    if not standing.open_tickets:
        return words.text("none open")
    said = words.plural("%(count)s open", "%(count)s open", standing.open_tickets)
    if not standing.open_critical_tickets:
        return said
    critical = words.plural("%(count)s of them critical", "%(count)s of them critical", standing.open_critical_tickets)
    return words.text("%(open)s, %(critical)s", open=said, critical=critical)


def _first_value(standing: AccountStanding, words: Words, people: People, today: date) -> str:
    how = how_words(standing, words, people)
    return "\n".join([first_value_words(standing, words, today), *([how] if how else [])])


def _judgement(judgement: Judgement, words: Words, people: People, today: date) -> str:
    band = Band(judgement.pulse.value)
    said = f"{BAND_ICONS[band]} {words.text(BAND_WORDS[band])}"
    if judgement.score is not None:
        said += " · " + words.text("score set to %(score)s", score=judgement.score)
    age = words.age((today - judgement.given_at.date()).days)
    if judgement.note:
        said = words.text("%(said)s: %(note)s", said=said, note=one_line(judgement.note, LONGEST_NOTE))
    until = words.day(judgement.expires_on)
    given = words.text("%(person)s, %(age)s; until %(day)s", person=people(judgement.author), age=age, day=until)
    return f"{said}\n{given}"
