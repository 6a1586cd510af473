"""The draft in the message about a task, the card that counts who knows, and the news, whatever customers write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes import FakeLibrary
from outbox_words import worded
from telling_book import DANA, LIN, NOW, SAID, TODAY, declined, reopening, shipped, tellings

from bot.blocks.kit import Message
from bot.blocks.telling_words import LONGEST_QUOTE, draft_words
from bot.blocks.untold_report import untold_report
from bot.locale import Language, words_for
from domain.feedback.request import Asker, RequestState
from domain.feedback.telling import LONGEST_WORDS, UntoldLine, UntoldReport
from domain.filter_words import Scope
from domain.outbox.announcement import Announcement, AnnouncementKind

HOSTILE = "<!channel> *act now* <https://evil.test|our page> \u202egnp.exe\u202c 👩‍💻\n> not a quote\n" + "x" * 3000


def notice(library: FakeLibrary, task: int = 1, to: str = "U0DANA") -> Message:
    said = worded(library, Announcement(AnnouncementKind.TASK, to, f"task:{task}", {"task": task, "notice": "changed"}))
    assert said is not None
    return said


def draft_in(message: Message) -> str:
    [box] = [block for block in message.blocks if block["type"] == "rich_text"]
    assert box["elements"][0]["type"] == "rich_text_preformatted"
    return str(box["elements"][0]["elements"][0]["text"])


def buttons(message: Message) -> list[str]:
    rows = [block for block in message.blocks if block["type"] == "actions"]
    return [
        *(each["text"]["text"] for row in rows for each in row["elements"] if each["type"] == "button"),
        *(each["text"]["text"] for row in rows for menu in row["elements"] for each in menu.get("options", ())),
    ]


def card(library: FakeLibrary) -> Message:
    said = worded(library, Announcement(AnnouncementKind.TRIAGE, "C0REPORTS", "request:1", {"request": 1}))
    assert said is not None
    return said


def news(library: FakeLibrary, what: str, to: str = "U0DANA", **facts: Any) -> Message:
    told = {"request": 1, "what": what, "by": "U0PRIYA", "note": "Behind Export", **facts}
    said = worded(library, Announcement(AnnouncementKind.REQUEST_NEWS, to, "request:1", told))
    assert said is not None
    return said


def test_the_message_about_the_task_has_the_draft_and_what_to_do_with_it() -> None:
    said = notice(shipped())

    assert draft_in(said).startswith("Hello Kim,\n\nYou told us:\n\n“We copy by hand”\n\nIt is there now.")
    assert buttons(said) == ["Told…", "Not now…", "✓ Done", "Comments…", "Reassign…", "Health", "Not solved…"]


def test_a_chinese_customer_is_written_to_in_chinese_whatever_the_csm_reads() -> None:
    library = shipped(note="在「导出」菜单里")
    library.tables.members["U0LIN"] = replace(LIN, language="en")

    said = notice(library, 2, "U0LIN")

    assert "*Tell" not in draft_in(said)
    assert draft_in(said) == (
        "您好：\n\n您曾对我们说：\n\n“希望能一次导出”\n\n这项功能现在已经上线。\n\n在「导出」菜单里\n\n"
        "请您试用一下，告诉我们是否解决了您的问题。"
    )
    assert "A draft in their language" in said.text


def test_a_decline_says_why_not_in_products_words_and_never_by_its_code() -> None:
    said = notice(declined())

    assert draft_in(said) == (
        "Hello Kim,\n\nYou told us:\n\n“We copy by hand”\n\nWe looked into it, and it will not come.\n\n"
        "We look again in spring\n\n"
        "We are glad to look with you for another way. Thank you for telling us what you need."
    )
    assert "costs more" not in said.text
    assert "Not solved…" not in buttons(said)


def test_without_their_words_the_draft_names_what_they_asked_for() -> None:
    said = notice(shipped(note=""), 3)

    assert draft_in(said) == (
        "Hello Pat,\n\nYou asked us for this: Export to Excel.\n\nIt is there now.\n\n"
        "Please tell us whether it solves what you had in mind."
    )
    assert "Health" not in buttons(said)


def test_whoever_was_told_is_kept_and_the_draft_is_gone() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)

    said = notice(library)

    assert said.text.splitlines() == [
        "✓ done by <@U0DANA>",
        "*Tell Acme that #1 is there: Export to Excel*",
        "Acme",
        "How they heard: By e-mail",
    ]
    assert buttons(said) == ["Undo", "Not solved…"]


def test_what_only_was_ticked_off_says_no_way_and_a_decline_offers_nothing_more() -> None:
    library = declined()
    library.tables.tasks[1] = replace(library.tables.tasks[1], done_at=NOW, done_by="U0DANA")

    said = notice(library)

    assert buttons(said) == ["Undo"]
    assert "By e-mail" not in said.text


def test_what_is_open_again_need_not_be_told() -> None:
    library = shipped()
    reopening(library).say(DANA, "1", "no", today=TODAY)

    said = notice(library)

    assert "The request is open again: nobody has to be told of it now." in said.text
    assert buttons(said) == []


def test_whose_task_it_is_not_any_more_sees_no_draft() -> None:
    assert "We copy by hand" not in notice(shipped(), 1, "U0LIN").text


def test_words_that_were_kept_stand_in_the_draft_again() -> None:
    library = shipped()
    library.tables.tellings[1] = replace(library.tables.tellings[1], words="Dear Kim, look at Export.")

    assert draft_in(notice(library)) == "Dear Kim, look at Export."


def test_hostile_words_are_plain_words_in_a_draft() -> None:
    library = shipped(note="<@U0PRIYA01> built it, see <https://x.test|the guide>")
    library.tables.voices[0] = replace(library.tables.voices[0], quote=HOSTILE, contact="<!here>\nKim")

    said = notice(library)
    draft = draft_in(said)

    assert "“@channel *act now* our page (https://evil.test) gnp.exe 👩‍💻\n> not a quote\nxxx" in draft
    assert "@… built it, see the guide (https://x.test)" in draft
    assert draft.startswith("Hello @here Kim,")
    assert len(draft) < LONGEST_WORDS
    assert draft.count("x") <= LONGEST_QUOTE + 2
    assert "<!channel>" not in said.text
    assert "\u202e" not in said.text


def test_many_long_words_fit_a_field() -> None:
    library = shipped(note="n" * 3000)
    first = library.tables.voices[0]
    library.tables.voices += [replace(first, id=10 + n, quote=f"{n}" + "长" * 3000) for n in range(4)]
    library.tables.voices[0] = replace(first, contact="K" * 100)

    draft = draft_in(notice(library))

    assert len(draft) <= LONGEST_WORDS
    assert draft.startswith("您好：")


def test_the_card_says_how_many_know() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)

    assert "🔔 told 1 of 3" in card(library).text.splitlines()


def test_the_card_says_what_is_not_solved() -> None:
    library = shipped()
    reopening(library).say(DANA, "1", "<!channel> only 500 *rows*", today=TODAY)

    said = card(library).text.splitlines()

    assert said[-2:] == ["⚠️ <@U0DANA> says that it is not solved:", "> &lt;!channel&gt; only 500 ∗rows∗"]
    assert "🔔" not in card(library).text


def test_whoever_decides_hears_it_in_the_words_that_stand_there_now() -> None:
    library = shipped()
    reopening(library).say(DANA, "1", "Only 500 rows", today=TODAY)

    said = news(library, "reopen", "U0PRIYA", by="U0DANA", note="")

    assert said.text.splitlines() == [
        "⚠️ <@U0DANA> says that *#1* Export to Excel is not solved. It is open again:",
        "> Only 500 rows",
    ]


def test_asking_again_is_heard_too() -> None:
    library = declined()
    reopening(library).say(DANA, "1", "Two more ask", today=TODAY)

    said = news(library, "ask_again", "U0PRIYA", by="U0DANA", note="")

    assert (said.text.splitlines()[0], said.text.splitlines()[-1]) == (
        "💬 <@U0DANA> asks again for *#1* Export to Excel:",
        "> Two more ask",
    )


def test_what_was_decided_anew_before_it_was_said_has_no_words() -> None:
    library = shipped()

    assert news(library, "reopen", "U0PRIYA", by="U0DANA", note="").text.count("\n") == 0


@pytest.mark.parametrize(
    ("library", "what", "ways"),
    [
        pytest.param(shipped(), "ship", ["Not solved…"], id="there"),
        pytest.param(declined(), "decline", ["Ask again…"], id="declined"),
        pytest.param(declined(), "ship", [], id="declined since"),
        pytest.param(shipped(), "accept", [], id="accepted"),
    ],
)
def test_the_news_offers_what_has_its_place(library: FakeLibrary, what: str, ways: list[str]) -> None:
    assert buttons(news(library, what)) == ways


def test_in_a_thread_whoever_brought_it_is_called() -> None:
    said = news(shipped(), "ship", "C0TEAM", or_to="U0DANA", thread="17.5")

    assert said.text.startswith("<@U0DANA> 🎉 What you brought in is there:")


def test_a_question_in_a_thread_can_be_answered_there() -> None:
    library = shipped()
    library.tables.requests[1] = replace(library.tables.requests[1], state=RequestState.NEEDS_DETAIL)

    said = news(library, "ask", "C0TEAM", or_to="U0DANA", thread="17.5")
    to_a_follower = news(library, "accept", "C0TEAM", or_to="U0PAUL", thread="17.5")

    assert "Answer…" in str(said.blocks)
    assert "Unfollow" not in str(to_a_follower.blocks)


def test_the_report_turns_its_pages_and_says_what_is_well() -> None:
    words = words_for(Language.ZH_HANS)
    empty = untold_report(UntoldReport((), Scope.ALL, 0, 3, 0, None, 1.5), words, page=8)

    assert empty.text.splitlines() == [
        "*尚未告知的客户*",
        "已告知 3，未告知 0 · 从有结果到客户得知：1.5 天（近一年中位数）",
        "提过需求的客户都已得知结果。",
    ]


def test_a_report_names_everybody_and_shows_buttons_to_who_may() -> None:
    library = shipped()
    with library.reading() as book:
        standing = list(book.tellings.standing(told_since=NOW))
    ours = replace(standing[2], asker=Asker.INTERNAL, name="")
    lines = tuple(
        UntoldLine(each, "U0DANA", 1, may_tell=place == 0)
        for place, each in enumerate((replace(standing[0], name="<!here> *A*"), standing[2], ours))
    )

    said = untold_report(UntoldReport(lines, Scope.TEAM, 8, 2, 30, 1, 2.0), words_for(Language.EN), page=8)

    assert said.text.splitlines()[2::2][:3] == [
        "*&lt;!here&gt; ∗A∗* · *#1* Export to Excel",
        "*prospect Lead &amp; Co* · *#1* Export to Excel",
        "*one of us* · *#1* Export to Excel",
    ]
    assert said.text.splitlines()[3] == "🎉 shipped for 1 day · <@U0DANA> · task for Sep 4, 2026"
    assert ["accessory" in block for block in said.blocks if block["type"] == "section"] == [True, False, False]
    assert said.text.splitlines()[1] == (
        "told 2, untold 30, the oldest 1 day · until they know: 2 days (median, of a year)"
    )
    assert buttons(said) == ["Previous", "Next"]


def test_what_is_of_today_is_said_so() -> None:
    library = shipped()
    with library.reading() as book:
        [first, *_] = book.tellings.standing(told_since=NOW)
    lines = (UntoldLine(first, "U0DANA", 0, may_tell=True),)

    said = untold_report(UntoldReport(lines, Scope.MINE, 0, 1, 1, 0, 0.2), words_for(Language.EN), page=8)

    assert said.text.splitlines()[1] == (
        "told 1, untold 1, all of today · until they know: less than a day (median, of a year)"
    )
    assert said.text.splitlines()[3].startswith("🎉 shipped today · ")


def test_a_draft_speaks_english_where_nobody_knows_better() -> None:
    library = shipped()
    look = tellings(library).look(DANA, "1", today=TODAY).look

    assert draft_words(replace(look, language=None)).startswith("Hello Kim,")
    assert draft_words(replace(look, language="zh-CN", quotes=())).startswith("Kim，您好：")
