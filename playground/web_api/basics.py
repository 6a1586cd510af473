from playground.block_kit.validation import problems_of_blocks, problems_of_view
from playground.json_types import Json
from playground.refusals import SlackRefusal
from playground.web_api.call import Call, Method


def api_test(arguments: Json) -> Json:
    given = {key: value for key, value in arguments.items() if key != "token"}
    if "error" in given:
        raise SlackRefusal(str(given["error"]), args=given)
    return {"ok": True, "args": given}


def validate_blocks(arguments: Json) -> Json:
    """Blocks, a whole message or a view."""
    message = arguments.get("message") or {}
    blocks = arguments.get("blocks", message.get("blocks"))
    view = arguments.get("view")
    problems = problems_of_view(view) if view is not None else problems_of_blocks(blocks)
    if problems:
        raise SlackRefusal("invalid_blocks", details=problems)
    return {"ok": True}


def _auth_test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "ok": True,
        "url": f"{workspace.base_url}/",
        "team": workspace.team.name,
        "user": call.app.bot_handle,
        "team_id": workspace.team.id,
        "user_id": call.app.bot_user_id,
        "bot_id": call.app.bot_id,
        "is_enterprise_install": False,
    }


def _open_connection(call: Call) -> Json:
    ticket = call.workspace.links.ticket(call.app.id)
    address = call.workspace.base_url.replace("http", "ws", 1)
    return {"ok": True, "url": f"{address}/link?ticket={ticket}&app_id={call.app.id}"}


def _team_info(call: Call) -> Json:
    team = call.workspace.team
    described = {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}
    return {"ok": True, "team": described}


METHODS = {
    "auth.test": Method(_auth_test),
    "apps.connections.open": Method(_open_connection, takes_app_token=True),
    "team.info": Method(_team_info, ("team:read",)),
}
WITHOUT_TOKEN = {"api.test": api_test, "blocks.validate": validate_blocks}
