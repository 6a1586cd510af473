"""What people say when they install charts/moorline, and what they get wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

import yaml
from cluster import Values
from recipe import ROOT

POLICY = (ROOT / "policy.toml").read_text(encoding="utf-8")
IMAGE = {"image": {"repository": "registry.test/moorline"}}
USUAL = {**IMAGE, "existingSecret": "slack", "database": {"secret": {"name": "book"}}}
TYPED: Values = {
    "secrets": {
        "slack_bot_token": "xoxb-1",
        "slack_signing_secret": "s3cr3t",
        "database_url": "postgresql://moorline:pass@book/moorline",
        "survey_webhook_secrets": "typeform=0123456789abcdef",
    },
    "settings": {
        "mode": "http",
        "zone": "Asia/Shanghai",
        "workers": 4,
        "messages_per_second": 2.5,
        "auto_migrate": False,
        "first_admins": ["U0MAYA0001", "U0LEI00001"],
        "currency": None,
    },
    "policy": POLICY,
    "ingress": {"enabled": True, "host": "bot.test", "className": "traefik", "tlsSecret": "bot-tls", "surveys": True},
    "metrics": {"podMonitor": True, "labels": {"release": "prometheus"}},
    "extraEnv": [{"name": "HTTPS_PROXY", "value": "http://proxy.test:3128"}],
    "podLabels": {"team": "success"},
    "image": {"repository": "registry.test/moorline", "tag": "7", "pullSecrets": ["registry"]},
    "nodeSelector": {"kubernetes.io/arch": "amd64"},
}
ONE = {**IMAGE, "existingSecret": "slack", "database": {"kind": "sqlite"}, "replicas": 1}
HOOKS = {
    **USUAL,
    "settings": {"command_prefix": "cs"},
    "ingress": {"enabled": True, "host": "bot.test", "trackers": True},
}

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
[DOCUMENTED] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
ODD_POLICY = '  [tiers]\r\n\tname = "a: {{ .Values.image }} #"  \n\n# 高接触'
ODD = {
    "image": {"repository": "registry.test/moorline", "tag": "1.0", "pullSecrets": ["42"]},
    "existingSecret": "007",
    "database": {"kind": "sqlite", "volume": {"size": "1", "storageClass": "null", "existingClaim": "1e3"}},
    "replicas": 1,
    "settings": {"mode": "http", "tracker_names": "a: 'b' #\"c\" {{ d }}", "command_prefix": "on"},
    "policy": ODD_POLICY,
    "ingress": {"enabled": True, "host": "1.test", "className": "yes", "tlsSecret": "0x1"},
}

GOOD: Mapping[str, Values] = MappingProxyType(
    {
        "usual": USUAL,
        "typed": TYPED,
        "one": ONE,
        "hooks": HOOKS,
        "other settings": {**USUAL, "settings": {"zone": "Asia/Shanghai"}},
        "documented": yaml.safe_load(DOCUMENTED),
        "odd": ODD,
        "odd volume": {**ODD, "database": {"kind": "sqlite", "volume": {"size": "1", "storageClass": "null"}}},
        "labels": {**USUAL, "podLabels": {"team": "success"}},
        "own claim": {**ONE, "database": {"kind": "sqlite", "volume": {"existingClaim": "mine"}}},
    }
)
REFUSED: Mapping[str, tuple[Values, str]] = MappingProxyType(
    {
        "no image": ({}, "image.repository is empty"),
        "no token": (IMAGE, "slack_bot_token is not set, and mode socket needs it"),
        "the other mode's token": (
            {**TYPED, "settings": {"mode": "socket"}, "ingress": {"enabled": False}},
            "slack_app_token is not set, and mode socket needs it",
        ),
        "no address": (
            {**TYPED, "secrets": {"slack_bot_token": "x", "slack_signing_secret": "y"}},
            "The address of PostgreSQL is not set",
        ),
        "two on sqlite": ({**ONE, "replicas": 2}, "A book on SQLite is read and written by one replica"),
        "two books": (
            {**ONE, "database": {"kind": "sqlite", "secret": {"name": "book"}}},
            "database.kind is sqlite, and an address of a database is given too",
        ),
        "too many connections": ({**USUAL, "replicas": 5}, "an upgrade of 5 replicas with 2 each would take 12"),
        "nothing to let in": ({**USUAL, "ingress": {"enabled": True}}, "With Socket Mode nothing comes in"),
        "no host": ({**TYPED, "ingress": {"enabled": True}}, "ingress.host is empty"),
        "a misspelt name": ({**USUAL, "replcas": 3}, "additional properties 'replcas' not allowed"),
        "a misspelt setting": ({**USUAL, "settings": {"zoen": "UTC"}}, "additional properties 'zoen' not allowed"),
        "a secret among the settings": (
            {**USUAL, "settings": {"slack_bot_token": "xoxb-1"}},
            "additional properties 'slack_bot_token' not allowed",
        ),
        "what the chart says itself": ({**USUAL, "settings": {"port": 80}}, "additional properties 'port' not allowed"),
    }
)
