"""The words that lists of requests know, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from domain.feedback.listing import RequestOrder
from domain.feedback.request import RequestState


class RequestScope(StrEnum):
    """Which state they are in, or that the asker brought them in."""

    OPEN = "open"
    NEW = "new"
    REVIEW = "review"
    PLANNED = "planned"
    PROGRESS = "progress"
    SHIPPED = "shipped"
    DECLINED = "declined"
    ALL = "all"


class RequestTrait(StrEnum):
    """What has to be true of at least one who asks for it."""

    MUST = "must"
    BLOCKING = "blocking"
    PROSPECTS = "prospects"


class Mine(StrEnum):
    """Those the asker brought in."""

    MINE = "mine"


RequestWord: TypeAlias = RequestScope | RequestTrait | RequestOrder | Mine

STATES: Mapping[RequestScope, frozenset[RequestState]] = {
    RequestScope.OPEN: frozenset(state for state in RequestState if state.is_open),
    RequestScope.NEW: frozenset({RequestState.NEW}),
    RequestScope.REVIEW: frozenset({RequestState.UNDER_REVIEW, RequestState.NEEDS_DETAIL}),
    RequestScope.PLANNED: frozenset({RequestState.PLANNED}),
    RequestScope.PROGRESS: frozenset({RequestState.IN_PROGRESS}),
    RequestScope.SHIPPED: frozenset({RequestState.SHIPPED}),
    RequestScope.DECLINED: frozenset({RequestState.DECLINED}),
}

_SCOPES: Mapping[str, RequestScope] = {
    **dict.fromkeys(("open", "未完成", "进行中的", "开放"), RequestScope.OPEN),
    **dict.fromkeys(("new", "新", "新的", "新提出"), RequestScope.NEW),
    **dict.fromkeys(("review", "reviewing", "under-review", "评审", "评审中", "评估中"), RequestScope.REVIEW),
    **dict.fromkeys(("planned", "accepted", "已计划", "已排期", "计划中"), RequestScope.PLANNED),
    **dict.fromkeys(("progress", "in-progress", "started", "开发中", "进行中"), RequestScope.PROGRESS),
    **dict.fromkeys(("shipped", "done", "delivered", "已上线", "已发布", "已交付"), RequestScope.SHIPPED),
    **dict.fromkeys(("declined", "rejected", "已拒绝", "已婉拒", "不做"), RequestScope.DECLINED),
    **dict.fromkeys(("all", "全部", "所有"), RequestScope.ALL),
}
_TRAITS: Mapping[str, RequestTrait] = {
    **dict.fromkeys(("must", "must-have", "musts", "必须", "必备", "刚需"), RequestTrait.MUST),
    **dict.fromkeys(("blocking", "blocks", "blocker", "影响续约", "阻碍续约", "卡续约"), RequestTrait.BLOCKING),
    **dict.fromkeys(("prospects", "prospect", "潜在客户", "意向客户"), RequestTrait.PROSPECTS),
}
_MINE: Mapping[str, Mine] = dict.fromkeys(("mine", "my", "me", "我", "我的", "我提的"), Mine.MINE)
_ORDERS: Mapping[str, RequestOrder] = {
    **dict.fromkeys(("weight", "priority", "权重", "优先级"), RequestOrder.WEIGHT),
    **dict.fromkeys(("arr", "revenue", "收入", "金额"), RequestOrder.ARR),
    **dict.fromkeys(("accounts", "客户数", "客户"), RequestOrder.ACCOUNTS),
    **dict.fromkeys(("due", "renewal", "到期", "续约"), RequestOrder.DUE),
    **dict.fromkeys(("age", "oldest", "时长", "最早", "最久"), RequestOrder.AGE),
    **dict.fromkeys(("newest", "latest", "最新"), RequestOrder.NEWEST),
}
PLAIN_WORDS: Mapping[str, RequestWord] = {**_SCOPES, **_TRAITS, **_MINE}
VALUES: Mapping[str, Mapping[str, RequestWord]] = {
    **dict.fromkeys(("sort", "order", "by", "排序", "按"), _ORDERS),
    **dict.fromkeys(("state", "status", "状态"), _SCOPES),
}
AREA_KEYS = frozenset({"area", "领域", "产品领域"})
ACCOUNT_KEYS = frozenset({"account", "客户", "帐户", "账户"})
SEARCH_KEYS = frozenset({"search", "搜索", "查找"})
