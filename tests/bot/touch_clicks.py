"""What Slack sends when somebody logs a touchpoint, and a house in which that is answered."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from front_desk import FrontDesk
from touch_desk import Touching

from bot.handlers import cs, menus, touch_lists, touchpoints

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()


def touch_desk_in(house: FrontDesk) -> Touching:
    desk = Touching(now=NOW)
    touchpoints.register(house.routes, desk.services)
    touch_lists.register(house.routes, desk.lists)
    menus.register(house.routes)
    cs.register(house.routes)
    return desk


def click(action: str, value: str = "") -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def place(about: str = "account:1", key: str = "", **quoted: str) -> str:
    return json.dumps({"about": about, "key": key, "quoted": quoted})


def filled(metadata: str = "", *, view: str = "V0FORM", **more: Any) -> dict[str, Any]:
    """A form as Slack sends it; a tuple is what was chosen of several."""
    elements = {"kind": {"selected_option": {"value": "call"}}, "direction": {"selected_option": {"value": "two_way"}}}
    state: dict[str, Any] = {field: {field: element} for field, element in elements.items()}
    for field, said in more.items():
        chosen = {"selected_options": [{"value": each} for each in said]} if isinstance(said, tuple) else said
        state[field] = {field: chosen if isinstance(chosen, dict) else {"value": said}}
    made = {"id": view, "type": "modal", "callback_id": "touchpoints.log.view", "private_metadata": metadata}
    return {"view": {**made, "state": {"values": state}}, "trigger_id": view}
