"""The settings of survey tools that post by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_SHORTEST = 16
_PEOPLE = "slack"


def _secrets(written: SecretStr) -> SecretStr:
    """What is wrong is said without the secret."""
    for name, secret in _pairs(written):
        if name == _PEOPLE:
            raise ValueError("slack stands for what people type here; give the survey tool another name")
        if not _NAME.fullmatch(name) or len(secret) < _SHORTEST:
            raise ValueError(f"write them like typeform=SECRET, …; a secret has {_SHORTEST} letters or more")
    return written


def _pairs(written: SecretStr) -> list[tuple[str, str]]:
    said = (each.strip() for each in written.get_secret_value().split(","))
    pairs = (each.partition("=")[::2] for each in said if each)
    return [(name.strip(), secret.strip()) for name, secret in pairs]


class SurveySettings(BaseSettings):
    survey_webhook_secrets: Annotated[SecretStr, AfterValidator(_secrets)] = Field(
        SecretStr(""), description="who may post to /surveys/<name>, each with its secret: typeform=…, delighted=…"
    )

    @property
    def survey_hook_secrets(self) -> Mapping[str, str]:
        return dict(_pairs(self.survey_webhook_secrets))
