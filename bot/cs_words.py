"""The words that follow `/cs`: what each is called and does, and what to type after it; the help is made of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ids import Word
from bot.locale import marked


@dataclass(frozen=True, slots=True)
class CsWord:
    """One of the words that follow `/cs`; `called` are its other names."""

    word: Word
    called: tuple[str, ...]
    description: str
    examples: tuple[tuple[str, str], ...]


CS_WORDS = (
    CsWord(
        Word.TASK,
        ("todo", "任务", "新任务"),
        marked("Make a task"),
        (
            ("Send the offer friday", marked("a task for you, due on Friday")),
            ("@dana Call Acme tomorrow", marked("a task for a colleague")),
        ),
    ),
    CsWord(
        Word.TASKS,
        ("todos", "任务列表", "我的任务"),
        marked("Who has promised what, by when"),
        (
            ("", marked("your open tasks, overdue ones first")),
            ("team overdue", marked("what is overdue in your team")),
            ("@dana", marked("the tasks of a colleague")),
        ),
    ),
    CsWord(
        Word.TOUCH,
        ("log", "跟进", "记录", "记录沟通", "沟通"),
        marked("Log a contact with an account"),
        (
            ("", marked("an empty form")),
            ("acme They want a plan by Friday", marked("the form, with the account and what was said")),
        ),
    ),
    CsWord(
        Word.TOUCHES,
        ("touchpoints", "跟进列表", "沟通记录", "跟进记录"),
        marked("Who was last spoken with, and who is waiting"),
        (
            ("", marked("your accounts, the most silent first")),
            ("team overdue", marked("those of your team that are past their cadence")),
            ("acme", marked("what was spoken of with one account")),
        ),
    ),
    CsWord(
        Word.REPORT,
        ("value", "价值报告", "价值"),
        marked("A page for the customer: what they reached with us"),
        (
            ("acme", marked("the form for one account; the picture and the PDF come to you alone")),
            ("", marked("the account of this channel, or one to look up")),
        ),
    ),
    CsWord(
        Word.STAGES,
        ("stage", "阶段", "生命周期"),
        marked("Where accounts stand in their life with us, and who is stuck"),
        (
            ("", marked("each stage with its accounts and ARR, and those that are stuck")),
            ("team onboarding", marked("the accounts of a stage; also stable and renewal")),
            ("all stuck tier:high", marked("filters, in any order")),
        ),
    ),
    CsWord(
        Word.ONBOARDING,
        ("golive", "首次价值", "上线"),
        marked("Who waits for first value, and how long it takes"),
        (
            ("", marked("who is in the clock, the latest first")),
            ("team late", marked("those of your team that are past their target")),
            ("median by segment", marked("how long it takes, in the middle; also by tier and quarter")),
        ),
    ),
    CsWord(
        Word.PLAYBOOK,
        ("playbooks", "剧本"),
        marked("What is done for an account step by step, by whom and when"),
        (
            ("", marked("all playbooks, with how many accounts are in each")),
            ("renewal", marked("who is in one, at which step, and what comes next")),
            ("acme", marked("what runs for one account, with its guides")),
        ),
    ),
    CsWord(
        Word.PEOPLE,
        ("contacts", "stakeholders", "联系人", "干系人", "客户联系人"),
        marked("Who is who at an account, who left, who is missing"),
        (
            ("acme", marked("its people by role, with who was last spoken with")),
            ("gaps", marked("your accounts where a buyer, a champion or a second contact is missing")),
            ("gaps team", marked("those of your team; `all` for everybody's")),
        ),
    ),
    CsWord(
        Word.SURVEY,
        ("answer", "满意度", "问卷", "调查"),
        marked("Keep what somebody answered in a survey"),
        (
            ("acme 9 They love the reports", marked("the form, with account, score and words")),
            ("acme csat 4", marked("satisfaction, 1 to 5")),
            ("waiting", marked("what came of accounts that are not known, for admins")),
        ),
    ),
    CsWord(
        Word.NPS,
        ("promoters", "净推荐值", "推荐值"),
        marked("Whether customers would recommend us, with the margin and the words of those who would not"),
        (
            ("", marked("the answers of the last year")),
            ("quarter by tier team", marked("a period, cut by tier, segment or owner")),
        ),
    ),
    CsWord(
        Word.PLAN,
        ("成功计划", "计划"),
        marked("What an account wants to reach with us, and how far it is"),
        (("acme", marked("its outcomes, measured; measure, check in, and add to them there")),),
    ),
    CsWord(
        Word.PLANS,
        ("计划列表", "成功计划列表"),
        marked("Success plans of many accounts"),
        (
            ("", marked("your accounts, those whose plan is behind first")),
            ("team due", marked("whose check-in is due in your team; also `behind`, `none`")),
        ),
    ),
    CsWord(
        Word.RETENTION,
        ("grr", "nrr", "留存", "留存率", "续费率"),
        marked("How much revenue stayed: GRR, NRR, renewal rates, what is still due"),
        (
            ("", marked("this quarter so far, beside the last one")),
            ("2026 by tier", marked("a year, cut by tier, segment, industry, stars, seller or owner")),
            ("2026-Q3 team per line", marked("a quarter of your team, product by product")),
        ),
    ),
    CsWord(
        Word.CHURN,
        ("流失", "流失率"),
        marked("Who left, why, and whom not to sell to again"),
        (
            ("", marked("this year, by reason")),
            ("last quarter by segment", marked("a period, by segment, tier, industry, stars, seller, owner or age")),
        ),
    ),
    CsWord(
        Word.TEAM,
        ("团队", "团队指标", "团队看板"),
        marked("The figures of a team: customers, work, business, revenue, side by side"),
        (
            ("", marked("this quarter so far, for the team you lead")),
            ("last quarter by csm", marked("a period, everybody side by side")),
            ("@dana 2026", marked("one person beside the team")),
        ),
    ),
    CsWord(
        Word.PLAY,
        ("expand", "扩展", "增购", "新增购"),
        marked("Record what an account may buy next"),
        (
            ("acme 50 more seats", marked("the form, with the account and what it is for")),
            ("", marked("an empty form")),
        ),
    ),
    CsWord(
        Word.PLAYS,
        ("expansion", "增购列表", "扩展列表", "增购机会"),
        marked("What accounts may buy next, how sure it is, and who is ready"),
        (
            ("", marked("your open plays, overdue ones first")),
            ("team won quarter", marked("what your team won this quarter, and which contract shows it")),
            ("suggested", marked("healthy accounts that use nearly all of their seats")),
        ),
    ),
    CsWord(
        Word.REFERRAL,
        ("refer", "推荐", "转介绍"),
        marked("Record whom an account referred to us"),
        (("acme Bluewater Ferries", marked("the form, with who referred and the new company")),),
    ),
    CsWord(
        Word.REFERRALS,
        ("推荐列表", "转介绍列表"),
        marked("Who referred whom, and who became a customer"),
        (("all every", marked("everybody's referrals, ended ones too")),),
    ),
    CsWord(
        Word.DIGEST,
        ("morning", "简报", "早报"),
        marked("Your morning message: what changed and what needs you"),
        (
            ("", marked("when the next one comes, and what became of the last")),
            ("now", marked("one at once, by direct message")),
            ("week", marked("the last week of your team at once, for those who lead")),
            ("product", marked("the week of requests at once, for those who decide on them")),
        ),
    ),
    CsWord(
        Word.ALERTS,
        ("alert", "告警", "警报", "提醒"),
        marked("What became true of your accounts and is not over"),
        (
            ("", marked("yours, the gravest first")),
            ("team", marked("those of your team; `all` for admins and directors")),
            ("report", marked("what each rule was worth, for admins and directors")),
        ),
    ),
    CsWord(
        Word.REQUESTS,
        ("request", "需求", "请求"),
        marked("What customers ask for, weighed by revenue"),
        (
            ("", marked("open ones, the weightiest first, with the arithmetic")),
            ("mine", marked("those you brought in, and what became of them")),
            ("untold", marked("whom you have not told yet what became of theirs")),
            ("reports must sort:due", marked("an area, filters and an order; `help` names them all")),
            ("12", marked("one request, with everything that became of it")),
        ),
    ),
    CsWord(
        Word.TRIAGE,
        ("queue", "分诊", "待决定", "需求评审"),
        marked("What waits for your decision, late ones first"),
        (("", marked("undecided requests of your product areas, each with its buttons")),),
    ),
    CsWord(
        Word.AREAS,
        ("area", "产品领域"),
        marked("Where requests go, for admins"),
        (("", marked("each product area with its channel and who decides there")),),
    ),
    CsWord(
        Word.SETTINGS,
        ("preferences", "设置", "偏好"),
        marked("When and what you are told"),
        (("", marked("digest, alerts, quiet hours, time away, language; admins: holidays and the usual hour")),),
    ),
    CsWord(
        Word.RATES,
        ("rate", "汇率"),
        marked("The exchange rates that sums are made with"),
        (("", marked("every rate that is stated, and since when")),),
    ),
)
"""In the order of the help. A feature registers a handler for each; the help shows those that have one."""


def word_called(typed: str) -> Word | None:
    """The word that is meant by one of its names, whatever its case."""
    wanted = typed.casefold()
    return next((each.word for each in CS_WORDS if wanted in {each.word, *each.called}), None)
