"""The form of a value report, and what is said while its page is made and once it is there."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import (
    Block,
    Element,
    FieldErrors,
    Message,
    Modal,
    actions,
    button,
    context,
    escaped,
    external_select,
    input_block,
    message,
    multi_select,
    one_line,
    option,
    radio_buttons,
    redrawing,
    section,
    select,
    text_input,
)
from bot.ids import Action, View
from bot.locale import Language, Words, language_for, marked, words_for
from domain.value_report.form import LONGEST_STEPS, MOST_TO_CHOOSE, ValueField, ValueOffer, ValueRefusal
from domain.value_report.period import Span
from domain.value_report.report import MOST_OUTCOMES, ValueReport

SPAN_WORDS = {
    Span.QUARTER: marked("The last three months"),
    Span.HALF_YEAR: marked("The last six months"),
    Span.YEAR: marked("The last twelve months"),
}
LANGUAGES = {Language.EN: "English", Language.ZH_HANS: "简体中文"}
_REFUSED = {
    ValueRefusal.NO_ACCOUNT: marked("Choose an account first."),
    ValueRefusal.NOTHING: marked("There would be nothing on the page. Write down the next steps at least."),
    ValueRefusal.ALREADY: marked("It is being made already: look into our direct messages."),
}


def value_form(offer: ValueOffer, words: Words) -> Modal:
    blocks = _whole_form(offer, words) if offer.name else _account(offer, words)
    return Modal(
        View.VALUE_REPORT,
        words.text("Value report"),
        tuple(blocks),
        submit=words.text("Make it"),
        close=words.text("Cancel"),
        metadata=offer.form.account,
    )


def delivered_block(span: Span) -> str:
    """Another period offers others: what was chosen of one is no choice of the other's."""
    return f"{ValueField.DELIVERED}.{span}"


def value_refused(refusal: ValueRefusal, words: Words) -> FieldErrors:
    field = ValueField.ACCOUNT if refusal is ValueRefusal.NO_ACCOUNT else ValueField.NEXT_STEPS
    return FieldErrors({field: words.text(_REFUSED[refusal])})


def being_made(words: Words) -> Modal:
    said = words.text("I am drawing it. It comes to our direct messages in a moment; you may close this page.")
    return _page((section(said),), words)


def no_letters(words: Words) -> Modal:
    """Nothing is better than a page full of empty boxes."""
    said = words.text(
        "Moorline runs on a machine that has no font for this script, so nothing was made. Whoever runs it installs "
        "one (for Chinese `fonts-noto-cjk` or `fonts-wqy-microhei`) and starts Moorline again."
    )
    return _page((section(said),), words)


def on_its_way(report: ValueReport, account: str, words: Words) -> Modal:
    said = words.text("✓ The picture and the PDF for *%(account)s* are in our direct messages.", account=_name(report))
    return _page((section(said), *_handing_over(account, words)), words)


def look_first(report: ValueReport, words: Words) -> str:
    """Beside the files."""
    return words.text(
        "The value report for *%(account)s*. Look at it before you send it: nobody but you has it.",
        account=_name(report),
    )


def handed_over(account: str, words: Words) -> Message:
    return message(_handing_over(account, words))


def _handing_over(account: str, words: Words) -> tuple[Block, Block]:
    log = button(words.text("Log touchpoint"), Action.TOUCH, value=f"account:{account}")
    return context(words.text("Once you have handed it over:")), actions(log)


def _page(blocks: tuple[Block, ...], words: Words) -> Modal:
    return Modal(View.VALUE_REPORT, words.text("Value report"), blocks, close=words.text("Close"))


def _name(report: ValueReport) -> str:
    return one_line(report.account, 80)


def _account(offer: ValueOffer, words: Words) -> Iterable[Block]:
    if offer.typed:
        typed = escaped(offer.typed, 80)
        yield context(words.text("I found no account in “%(typed)s”: look it up below.", typed=typed))
    field = external_select(Action.VALUE_ACCOUNT, placeholder=words.text("Look up an account"))
    yield redrawing(input_block(ValueField.ACCOUNT, words.text("Account"), field))


def _whole_form(offer: ValueOffer, words: Words) -> Iterable[Block]:
    yield section(f"*{one_line(offer.name)}*")
    if offer.left_on:
        left = words.text("They left on %(day)s: the page looks back from that day.", day=words.day(offer.left_on))
        yield context(left)
    yield _span(offer, words)
    yield _language(offer, words)
    yield _outcomes(offer, words)
    yield from _delivered(offer, words)
    steps = text_input(
        ValueField.NEXT_STEPS, multiline=True, max_length=LONGEST_STEPS, initial=offer.form.next_steps or _steps(offer)
    )
    hint = words.text("A line each, in their language. The customer reads this.")
    yield input_block(ValueField.NEXT_STEPS, words.text("Next steps"), steps, hint=hint, optional=True)
    yield context(_by_itself(offer, words))


def _span(offer: ValueOffer, words: Words) -> Block:
    choices = {each: option(words.text(said), each) for each, said in SPAN_WORDS.items()}
    chosen = choices[offer.form.chosen_span]
    field = select(Action.VALUE_SPAN, list(choices.values()), placeholder=words.text("Period"), initial=chosen)
    hint = ""
    if offer.period:
        first, last = words.day(offer.period.first), words.day(offer.period.last)
        hint = words.text("%(first)s – %(last)s", first=first, last=last)
    return redrawing(input_block(ValueField.SPAN, words.text("Period"), field, hint=hint))


def _language(offer: ValueOffer, words: Words) -> Block:
    choices = {each.value: option(said, each) for each, said in LANGUAGES.items()}
    field = radio_buttons(ValueField.LANGUAGE, list(choices.values()), initial=choices.get(offer.form.language))
    hint = words.text("Suggested from what they wrote to us. Their words stay as they are.")
    return input_block(ValueField.LANGUAGE, words.text("In which language?"), field, hint=hint)


def _outcomes(offer: ValueOffer, words: Words) -> Block:
    listed = [option(each.title, str(each.number)) for each in offer.outcomes[:MOST_TO_CHOOSE]]
    if not listed:
        return context(words.text("No outcome is agreed with them yet, so the page goes without."))
    field = _several(ValueField.OUTCOMES, listed, offer.form.outcomes, words)
    hint = words.plural(
        "%(count)s fits on the page.", "%(count)s fit on the page, the others are counted.", MOST_OUTCOMES
    )
    return input_block(ValueField.OUTCOMES, words.text("Outcomes"), field, hint=hint, optional=True)


def _delivered(offer: ValueOffer, words: Words) -> Iterable[Block]:
    listed = [option(each.title, str(each.delivered.number), words.day(each.delivered.on)) for each in offer.delivered]
    if listed:
        field = _several(ValueField.DELIVERED, listed, offer.form.delivered, words)
        hint = words.text("On the page stand their own words and what product wrote for them, never our title.")
        label = words.text("Delivered, as they asked")
        yield input_block(delivered_block(offer.form.chosen_span), label, field, hint=hint, optional=True)
    else:
        yield context(words.text("Nothing that they asked for was shipped within a year."))
    if offer.unsaid:
        yield context(
            words.plural(
                "%(count)s shipped request has neither their words nor product's, so it cannot stand on the page.",
                "%(count)s shipped requests have neither their words nor product's, so they cannot stand on the page.",
                offer.unsaid,
            )
        )


def _steps(offer: ValueOffer) -> str:
    """In the customer's language, as the plan says them."""
    theirs = words_for(language_for(offer.form.language, offer.form.language))
    lines = [
        theirs.text("%(step)s (by %(day)s)", step=step, day=theirs.day(day)) if day else step
        for step, day in offer.steps
    ]
    return "\n".join(f"- {line}" for line in lines)[:LONGEST_STEPS]


def _several(field: ValueField, listed: list[Element], chosen: tuple[str, ...], words: Words) -> Element:
    initial = [each for each in listed if each["value"] in chosen]
    return multi_select(field, listed, placeholder=words.text("None"), most=len(listed), initial=initial)


def _by_itself(offer: ValueOffer, words: Words) -> str:
    reached = words.plural("%(count)s milestone reached", "%(count)s milestones reached", offer.milestones)
    return words.text(
        "By themselves on the page: use, %(milestones)s in the period, and who looks after them.", milestones=reached
    )
