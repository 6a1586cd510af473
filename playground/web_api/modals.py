from playground.json_types import Json
from playground.payloads.objects import view_object
from playground.refusals import SlackRefusal
from playground.showing import open_modal, publish_home, push_modal, update_view
from playground.views import OpenView
from playground.web_api.call import Call, Method


def _open(call: Call) -> Json:
    view = call.structure("view")
    trigger = call.workspace.triggers.exchange(call.needed("trigger_id"), call.app.id)
    return _shown(call, open_modal(call.workspace, call.app, trigger.person_id, view))


def _push(call: Call) -> Json:
    """Only from within a modal: the trigger must come from one."""
    view = call.structure("view")
    trigger = call.workspace.triggers.exchange(call.needed("trigger_id"), call.app.id)
    if trigger.view_id is None:
        raise SlackRefusal("not_found")
    return _shown(call, push_modal(call.workspace, call.app, trigger.person_id, view))


def _update(call: Call) -> Json:
    shown = _named_view(call)
    return _shown(call, update_view(call.workspace, shown, call.structure("view"), call.text("hash")))


def _publish(call: Call) -> Json:
    person = call.workspace.people.named(call.needed("user_id"))
    if not call.app.has_home_tab:
        raise SlackRefusal("not_enabled")
    shown = publish_home(call.workspace, call.app, person.id, call.structure("view"), call.text("hash"))
    return _shown(call, shown)


def _named_view(call: Call) -> OpenView:
    if external_id := call.text("external_id"):
        view = call.workspace.views.with_external_id(call.app.id, external_id)
    else:
        view = call.workspace.views.find(call.needed("view_id"))
    if view is None or view.app_id != call.app.id:
        raise SlackRefusal("not_found")
    return view


def _shown(call: Call, view: OpenView) -> Json:
    return {"ok": True, "view": view_object(call.workspace, view)}


METHODS = {
    "views.open": Method(_open),
    "views.push": Method(_push),
    "views.update": Method(_update),
    "views.publish": Method(_publish),
}
