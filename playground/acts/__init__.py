"""Everything a person can do in the workspace. The first two arguments are always the workspace and the person."""

from playground.acts.deleting import delete_message
from playground.acts.places import OnMessage, OnView, Outcome, Place
from playground.acts.pressing import press, suggest
from playground.acts.shortcuts import run_global_shortcut, run_message_shortcut
from playground.acts.submitting import close_view, submit_view
from playground.acts.talking import invite, open_direct, open_home, react, type_message

__all__ = [
    "OnMessage",
    "OnView",
    "Outcome",
    "Place",
    "close_view",
    "delete_message",
    "invite",
    "open_direct",
    "open_home",
    "press",
    "react",
    "run_global_shortcut",
    "run_message_shortcut",
    "submit_view",
    "suggest",
    "type_message",
]
