"""What `/cs` can do, read off the words that are registered, so that the help cannot go stale."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.kit import Block, Message, actions, button, context, escaped, header, message, section
from bot.cs_words import CsWord
from bot.ids import Action
from bot.locale import Words
from bot.topics import TOPICS, Topic


def cs_help(known: Sequence[CsWord], words: Words, command: str) -> Message:
    """A line for each word, by topic: examples of all of them would be a wall."""
    title = header(words.text("What %(command)s can do", command=command))
    parts = [(topic, [each for word in topic.words for each in known if each.word is word]) for topic in TOPICS]
    topics = [_topic(topic, found, words, command) for topic, found in parts if found]
    one = words.text("`%(command)s` with a word shows how it is used.", command=f"{command} help")
    closing = context(words.sentences(one, words.text("Only you can see the answers until you choose to share one.")))
    return message([title, *topics, closing])


def cs_examples(found: Sequence[CsWord], words: Words, command: str) -> Message:
    """What to type, of one word or of a topic."""
    return message([section(_described(each, words, command)) for each in found])


def unknown_word(typed: str, mended: str, known: Sequence[CsWord], words: Words, command: str) -> Message:
    """`mended` is the whole text with the nearest word in its place, "" where none is near."""
    said = words.text("I do not understand “%(word)s”.", word=escaped(typed, 80))
    if mended:
        meant = words.text("Did you mean `%(nearest)s`?", nearest=escaped(f"{command} {mended}", 150))
        run = button(words.text("Run %(words)s", words=f"{command} {mended}"), Action.RUN_WORD, value=mended[:1900])
        return message([section(words.sentences(said, meant)), actions(run)])
    listed = words.text(", ").join(f"`{each.word}`" for each in known)
    after = words.text("After %(command)s I know: %(words)s.", command=f"`{command}`", words=listed)
    return message([section(words.sentences(said, after))])


def _topic(topic: Topic, found: Sequence[CsWord], words: Words, command: str) -> Block:
    lines = [f"`{command} {each.word}` – {words.text(each.description)}" for each in found]
    examples = button(words.text("Examples"), Action.RUN_WORD, value=f"help {topic.name}")
    return section("\n".join([f"*{words.text(topic.title)}*", *lines]), accessory=examples)


def _described(each: CsWord, words: Words, command: str) -> str:
    lines = [
        f"`{' '.join(part for part in (command, each.word, typed) if part)}` – {words.text(meaning)}"
        for typed, meaning in each.examples
    ]
    return "\n".join([f"*{words.text(each.description)}*", *lines])
