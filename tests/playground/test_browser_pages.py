import json
from collections.abc import AsyncIterator

import httpx
import pytest
from browser_visitor import Visitor, posted, visiting
from html_eyes import having, marked, tagged, words
from playground_stage import GIL, MAYA, OMAR, OTTO, section

from playground.app import create_app
from playground.browser.routes import browser_routes
from playground.seed import HOME, WorkspacePlan, workspace_from
from playground.views import OpenView
from playground.workspace import Workspace

LIN = "U0LIN00001"


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with visiting() as one:
        yield one


async def test_the_front_door_leads_to_the_first_person_in_the_first_channel(visitor: Visitor) -> None:
    answer = await visitor.get("/")

    assert answer.headers["location"] == f"/as/{MAYA}/{visitor.place('general')}"


async def test_a_page_shows_where_one_stands_and_who_one_is(visitor: Visitor) -> None:
    html = await visitor.page(MAYA)

    assert having(html, "data-testid", "switch-person")[0]["aria-label"] == "You are CSM. Switch person"
    assert having(html, "aria-current", "page")[0]["data-channel"] == visitor.place("general")
    assert tagged(html, "body")[0] == {
        "data-person": MAYA,
        "data-place": visitor.place("general"),
        "data-thread": "",
        "data-zone": "Europe/London",
    }


async def test_scripts_of_others_may_not_run_and_pages_are_not_kept(visitor: Visitor) -> None:
    answer = await visitor.get(f"/as/{MAYA}/{visitor.place('general')}")

    assert answer.headers["content-security-policy"].startswith("default-src 'self'; img-src * data:")
    assert answer.headers["cache-control"] == "no-store"
    assert marked(answer.text, "style") == []


async def test_a_page_for_a_chinese_reader_says_so(visitor: Visitor) -> None:
    posted(visitor, "hello")

    html = await visitor.page(LIN)

    assert tagged(html, "html") == [{"lang": "zh-Hans"}]
    assert having(html, "data-testid", "message")[0]["aria-label"] == "Maya Brooks, 17:30"


async def test_the_switch_keeps_the_channel_for_whoever_may_see_it(visitor: Visitor) -> None:
    html = await visitor.page(OMAR, "leadership")

    places = {str(each["data-person"]): each["href"] for each in having(html, "data-testid", "person-option")}
    assert places[MAYA] == f"/as/{MAYA}/{visitor.place('general')}"
    assert places["U0ADA00001"] == f"/as/U0ADA00001/{visitor.place('leadership')}"
    assert places[OTTO] == f"/as/{OTTO}/{visitor.place('acme-shared')}"


async def test_a_guest_sees_only_the_channels_they_are_in(visitor: Visitor) -> None:
    html = await visitor.page(GIL, "customer-success")

    assert [each["data-channel"] for each in having(html, "data-testid", "channel")] == [
        visitor.place("customer-success")
    ]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/as/{gil}/{leadership}", id="a channel out of sight"),
        pytest.param("/as/{gil}/C0NOWHERE", id="no such channel"),
        pytest.param("/as/U0NOBODY/{general}", id="nobody"),
        pytest.param("/as/{gil}/{leadership}/part/messages", id="a part of a channel out of sight"),
        pytest.param("/as/{maya}/{general}/part/secrets", id="no such part"),
        pytest.param("/as/{maya}/file/F0NOTHING", id="no such file"),
        pytest.param("/as/{maya}/{general}?thread=1.2", id="no such thread"),
    ],
)
async def test_what_is_not_to_be_seen_is_not_there(visitor: Visitor, path: str) -> None:
    places = {"leadership": visitor.place("leadership"), "general": visitor.place("general")}

    answer = await visitor.get(path.format(gil=GIL, maya=MAYA, **places))

    assert answer.status_code == 404


async def test_the_heading_counts_members_guests_and_outsiders(visitor: Visitor) -> None:
    inside, shared = [await visitor.part(MAYA, "heading", name) for name in ("customer-success", "acme-shared")]

    assert having(inside, "data-testid", "members")[0]["aria-label"] == "7 members"
    assert [part for part in words(inside) if part.endswith("guest")] == ["1 guest", "guest"]
    assert [part for part in words(shared) if part.startswith("Acme Industries")] == [
        "Acme Industries is here",
        "Acme Industries",
    ]


async def test_commands_people_and_shortcuts_are_offered(visitor: Visitor) -> None:
    html = await visitor.page(MAYA)

    assert having(html, "data-global-shortcut", "begin")[0]["data-app"] == visitor.stage.app.id
    assert having(html, "data-message-shortcut", "file_it")[0]["data-app"] == visitor.stage.app.id
    assert json.loads(html.partition('id="commands">')[2].partition("</script>")[0])[0] == {
        "name": "/probe", "description": "Asks", "hint": "[name]", "app": "Probe",
    }  # fmt: skip
    assert json.loads(html.partition('id="people">')[2].partition("</script>")[0])[0] == {
        "id": MAYA, "handle": "maya", "name": "Maya Brooks", "label": "CSM",
    }  # fmt: skip


async def test_the_tour_types_for_the_newcomer(visitor: Visitor) -> None:
    html = await visitor.page(MAYA)

    step = having(html, "data-testid", "tour-step")
    assert [(each["href"], each["data-type"]) for each in step] == [
        (f"/as/{MAYA}/{visitor.place('general')}?draft=/probe%20acme", "/probe acme")
    ]


async def test_a_draft_waits_in_the_message_field(visitor: Visitor) -> None:
    html = await visitor.page(MAYA, query="?draft=%3C/textarea%3E")

    assert html.count("&lt;/textarea&gt;</textarea>") == 1


async def test_the_home_tab_shows_what_the_app_published_for_its_reader(visitor: Visitor) -> None:
    app, views = visitor.stage.app, visitor.stage.workspace.views
    before = await visitor.page(MAYA, app.id)
    content = {"type": "home", "blocks": [{**section("Good morning"), "block_id": "b"}]}
    views.show_home(OpenView("V1", app.id, MAYA, content, "1", root_view_id="V1"))

    mine, theirs = [await visitor.part(each, "home", app.id) for each in (MAYA, OMAR)]

    assert words(before)[0] == "Probe · Northgate Software"
    assert having(mine, "data-testid", "home")[0]["data-view"] == "V1"
    assert words(mine) == ["Good morning"]
    assert words(theirs)[1] == "Probe has not published a Home tab for you yet"


async def test_a_home_tab_has_no_messages_and_a_channel_no_home(visitor: Visitor) -> None:
    app_id = visitor.stage.app.id

    assert having(await visitor.page(MAYA, app_id), "data-testid", "composer") == []
    assert words(await visitor.part(MAYA, "messages", app_id)) == []
    assert words(await visitor.part(MAYA, "home")) == []


async def test_the_messages_tab_is_the_direct_message_with_the_app(visitor: Visitor) -> None:
    answer = await visitor.get(f"/as/{MAYA}/with/{visitor.stage.app.bot_user_id}")

    html = await visitor.page(MAYA, answer.headers["location"].rpartition("/")[2])

    assert having(html, "data-testid", "tab-messages")[0]["aria-current"] == "page"
    assert tagged(html, "body")[0]["data-tab"] == "messages"


async def test_a_direct_message_is_named_after_the_other(visitor: Visitor) -> None:
    answer = await visitor.get(f"/as/{MAYA}/with/{OMAR}")

    html = await visitor.part(MAYA, "messages", answer.headers["location"].rpartition("/")[2])

    assert words(html)[1] == "Your conversation with Omar Haddad"


async def test_a_person_without_any_channel_lands_on_the_first_app(visitor: Visitor) -> None:
    stage = visitor.stage
    workspace = workspace_from(WorkspacePlan(HOME, tuple(stage.workspace.people.humans()[:1]), (), apps=(stage.app,)))

    assert await _front_door(workspace) == (307, f"/as/{MAYA}/{stage.app.id}")


async def test_a_person_with_nowhere_to_go_finds_nothing(visitor: Visitor) -> None:
    workspace = workspace_from(WorkspacePlan(HOME, tuple(visitor.stage.workspace.people.humans()[:1]), ()))

    assert await _front_door(workspace) == (404, "")


async def _front_door(workspace: Workspace) -> tuple[int, str]:
    transport = httpx.ASGITransport(app=create_app(workspace, browser_routes(workspace)))
    async with httpx.AsyncClient(transport=transport, base_url="http://playground") as client:
        answer = await client.get("/")
    return answer.status_code, answer.headers.get("location", "")
