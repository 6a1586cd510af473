from playground.json_types import Json
from playground.payloads.objects import user_object
from playground.web_api.call import Call, Method, paged


def _info(call: Call) -> Json:
    person = call.workspace.people.named(call.needed("user"))
    return {"ok": True, "user": user_object(call.workspace, person, include_locale=call.is_on("include_locale"))}


def _list(call: Call) -> Json:
    has_locale = call.is_on("include_locale")
    people = [user_object(call.workspace, person, include_locale=has_locale) for person in call.workspace.people]
    return paged(call, "members", people)


def _by_email(call: Call) -> Json:
    person = call.workspace.people.with_email(call.needed("email"))
    return {"ok": True, "user": user_object(call.workspace, person)}


METHODS = {
    "users.info": Method(_info, ("users:read",)),
    "users.list": Method(_list, ("users:read",)),
    "users.lookupByEmail": Method(_by_email, ("users:read.email",)),
}
