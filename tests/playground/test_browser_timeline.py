from collections.abc import AsyncIterator

import pytest
from browser_visitor import Visitor, opened, posted, visiting
from html_eyes import having, marked, tagged, words
from playground_stage import GIL, MAYA, OMAR, section

from playground.files import StoredFile
from playground.messages import Edit
from playground.people import WORKSPACE_VOICE


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with visiting() as one:
        yield one


async def test_an_empty_channel_says_that_it_begins_here(visitor: Visitor) -> None:
    html = await visitor.part(MAYA, "messages")

    assert words(html)[:2] == ["#", "This is the beginning of #general"]


async def test_hostile_words_are_shown_as_they_were_written(visitor: Visitor) -> None:
    await visitor.act(MAYA, "type", channel_id=visitor.place("general"), text="<script>alert(1)</script> A&B <Co>")

    html = await visitor.part(OMAR, "messages")

    assert words(html)[-1] == "<script>alert(1)</script> A&B <Co>"
    assert tagged(html, "script") == []


async def test_messages_of_one_breath_share_a_face_and_days_have_headings(visitor: Visitor) -> None:
    posted(visitor, "first")
    posted(visitor, "second")
    visitor.stage.clock.advance(minutes=6)
    posted(visitor, "third")
    visitor.stage.clock.advance(days=1)
    posted(visitor, "fourth")

    html = await visitor.part(MAYA, "messages")

    assert [each["class"] for each in having(html, "data-testid", "message")] == [
        "message", "message compact", "message", "message",
    ]  # fmt: skip
    assert [part for part in words(html) if part.endswith("day")] == ["Yesterday", "Today"]


async def test_only_the_reader_of_an_ephemeral_message_sees_it(visitor: Visitor) -> None:
    posted(visitor, "psst", by=WORKSPACE_VOICE, ephemeral_to=MAYA)

    mine, theirs = [await visitor.part(each, "messages") for each in (MAYA, OMAR)]

    assert len(having(mine, "data-testid", "ephemeral")) == 1
    assert [part for part in words(mine) if part in {"Only visible to you", "psst"}] == ["Only visible to you", "psst"]
    assert having(theirs, "data-testid", "ephemeral") == []


async def test_a_message_shows_edits_reactions_answers_and_what_it_answers(visitor: Visitor) -> None:
    app = visitor.stage.app
    parent = posted(
        visitor, "t", by=app.bot_user_id, app_id=app.id, blocks=[section("Card")], typed_command="/probe <x>",
        edited=Edit(app.bot_user_id, "1795339900.000000"), reactions={"eyes": [MAYA, OMAR]},
    )  # fmt: skip
    posted(visitor, "seen", by=OMAR, thread_ts=parent.ts)
    posted(visitor, "too", by=OMAR, thread_ts=parent.ts, reply_broadcast=True, edited=Edit(OMAR, "1795339900.000000"))

    html = await visitor.part(MAYA, "messages")

    assert [part for part in words(html) if part in {"/probe <x>", "App", "Card", "(edited)", "2 replies"}] == [
        "/probe <x>", "App", "Card", "(edited)", "2 replies", "(edited)",
    ]  # fmt: skip
    assert having(html, "data-testid", "reaction")[0]["class"] == "reaction mine"
    assert having(html, "data-testid", "open-thread")[0]["href"] == f"?thread={parent.ts}"


async def test_attachments_are_drawn_with_their_colour(visitor: Visitor) -> None:
    posted(visitor, "t", attachments=[{"color": "#00ff00", "text": "*old*", "blocks": [section("new")]}, {}])

    html = await visitor.part(MAYA, "messages")

    assert [each["fill"] for each in tagged(html, "rect")] == ["#00ff00", "#c9c6bf"]
    assert words(html)[-2:] == ["new", "old"]


async def test_a_thread_shows_its_first_message_and_the_answers(visitor: Visitor) -> None:
    parent = posted(visitor, "question")
    posted(visitor, "answer", thread_ts=parent.ts)

    html = await visitor.page(MAYA, query=f"?thread={parent.ts}")
    part = await visitor.part(MAYA, "thread", query=f"?thread={parent.ts}")

    assert [each for each in words(part) if each in {"question", "1 reply", "answer"}] == [
        "question", "1 reply", "answer",
    ]  # fmt: skip
    assert len(having(html, "data-testid", "thread-composer")) == 1


async def test_no_thread_is_no_thread(visitor: Visitor) -> None:
    assert words(await visitor.part(MAYA, "thread")) == []


async def test_a_line_keeps_its_print_until_something_in_it_changes(visitor: Visitor) -> None:
    message = posted(visitor, "one")
    before = marked(await visitor.part(MAYA, "messages"), "data-print")
    same = marked(await visitor.part(MAYA, "messages"), "data-print")

    message.text = "two"

    after = marked(await visitor.part(MAYA, "messages"), "data-print")
    assert (before == same, before == after) == (True, False)


async def test_files_are_shown_and_given_to_those_who_may_read_the_channel(visitor: Visitor) -> None:
    files = visitor.stage.workspace.files
    picture = StoredFile("F0000000091", "score.png", "Score", "U", 3, 0, "falls", b"png", is_completed=True)
    table = StoredFile("F0000000092", "book.csv", "Book", "U", 2048, 0, content=b"a,b", is_completed=True)
    message = posted(visitor, channel="leadership", by=OMAR, file_ids=[picture.id, table.id, "F0GONE"])
    for each in (picture, table):
        files.add(each).shares.append((message.channel_id, message.ts))

    html = await visitor.part(OMAR, "messages", "leadership")
    given = [await visitor.get(f"/as/{OMAR}/file/{each.id}") for each in (picture, table)]
    refused = await visitor.get(f"/as/{GIL}/file/{picture.id}")

    assert having(html, "alt", "falls")[0]["src"] == f"/as/{OMAR}/file/{picture.id}"
    assert words(html)[-3:] == ["csv", "Book", "2.0 kB"]
    assert [(each.content, each.headers["content-disposition"]) for each in given] == [
        (b"png", "inline"),
        (b"a,b", "attachment"),
    ]
    assert refused.status_code == 404


async def test_a_picture_drawn_in_a_view_is_given_to_its_reader_only(visitor: Visitor) -> None:
    picture = StoredFile("F0000000091", "score.png", "Score", "U", 3, 0, content=b"png", is_completed=True)
    visitor.stage.workspace.files.add(picture)
    opened(visitor, {"type": "image", "block_id": "b", "slack_file": {"id": picture.id}, "alt_text": "falls"})
    posted(visitor, "nothing to do with it")

    answers = [await visitor.get(f"/as/{each}/file/{picture.id}") for each in (MAYA, OMAR)]
    picture.is_completed = False
    unfinished = await visitor.get(f"/as/{MAYA}/file/{picture.id}")

    assert [each.status_code for each in (*answers, unfinished)] == [200, 404, 404]
