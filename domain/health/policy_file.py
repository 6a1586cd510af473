"""From the text of `policy.toml` to a policy, or to everything that is wrong with it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

from domain.errors import PolicyError, PolicyProblem
from domain.health.policy import Policy
from domain.health.policy_alerts import alert_rules_in
from domain.health.policy_expansion import expansion_rules_in
from domain.health.policy_health import health_policy_from
from domain.health.policy_lifecycle import lifecycle_rules_in
from domain.health.policy_lines import key_lines
from domain.health.policy_people import people_rules_in
from domain.health.policy_plans import plan_rules_in
from domain.health.policy_priority import priority_rules_in
from domain.health.policy_renewals import renewal_policy_in
from domain.health.policy_table import PolicyProblems, PolicyTable
from domain.health.policy_team import team_policy_in

_PARSER_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def policy_from_toml(text: str) -> Policy:
    """Raises `PolicyError` with all the problems of the text."""
    from domain.health.policy_playbooks import playbook_rules_in  # noqa: PLC0415 (a start reads no policy)

    values = _parsed(text)
    problems = PolicyProblems(key_lines(text))
    whole = PolicyTable(values, (), problems)
    policy = Policy(
        name=whole.text("name"),
        note=whole.text("note"),
        health=health_policy_from(whole.table("health")),
        renewals=renewal_policy_in(whole),
        alerts=alert_rules_in(whole),
        priority=priority_rules_in(whole),
        plans=plan_rules_in(whole),
        team=team_policy_in(whole),
        playbooks=playbook_rules_in(whole),
        expansion=expansion_rules_in(whole),
        people=people_rules_in(whole),
    )
    policy = replace(policy, health=replace(policy.health, lifecycle=lifecycle_rules_in(whole)))
    whole.close()
    if found := problems.all():
        raise PolicyError(found)
    return policy


def _parsed(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError((_syntax_problem(str(error), text),)) from error
    except (RecursionError, ValueError) as error:  # of the interpreter, which names no line
        raise PolicyError((_unreadable(text),)) from error


def _syntax_problem(said: str, text: str) -> PolicyProblem:
    place = _PARSER_PLACE.search(said)
    line = int(place[1]) if place and place[1] else text.rstrip("\n").count("\n") + 1
    return PolicyProblem(line, f"not TOML: {_PARSER_PLACE.sub('', said)}", "mend this line or the one before it")


def _unreadable(text: str) -> PolicyProblem:
    """What no parser gets through stands in the longest line, as far as one line can be named."""
    lines = text.split("\n")
    longest = lines.index(max(lines, key=len)) + 1
    return PolicyProblem(longest, "a number too long to read, or brackets too deep", "mend the longest line")
