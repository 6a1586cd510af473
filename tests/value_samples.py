"""Value reports as they come: a usual one, one in Chinese, and those that have little or too much to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bot.demo.names import LONG_NAME
from domain.accounts import UsageMeasure
from domain.success import Milestone
from domain.value_report.period import Span, period_of, period_of_use
from domain.value_report.progress import Measured, Outcome
from domain.value_report.report import Delivered, OurContact, Told
from domain.value_report.use import UsedOn, use_of

TODAY = date(2026, 11, 30)
PERIOD = period_of(Span.QUARTER, last=TODAY)


def measured(*values: str, first: date = date(2026, 3, 1), step: int = 45) -> tuple[Measured, ...]:
    return tuple(Measured(first + timedelta(step * place), Decimal(value)) for place, value in enumerate(values))


def used(people: int = 120, weeks: int = 26, growth: float = 2.5) -> list[UsedOn]:
    days = [(TODAY - timedelta(7 * ago), round(people + growth * (weeks - ago) + ago * 7 % 5)) for ago in range(weeks)]
    return [
        *(UsedOn(UsageMeasure.ACTIVE_USERS_28D, day, value) for day, value in days),
        *(UsedOn(UsageMeasure.EVENTS, day, value * 31) for day, value in days),
        UsedOn(UsageMeasure.CORE_FEATURES_USED, TODAY, 9),
    ]


CLOSING = Outcome(
    "Month-end closing in three days instead of six",
    "Working days until the books are closed",
    "days",
    Decimal(6),
    Decimal(3),
    date(2026, 2, 1),
    date(2027, 3, 31),
    measured("6", "5.5", "5.5", "4.8", "4.5", "4"),
)
EMAILS = Outcome(
    "Half the e-mails between plants",
    "E-mails a week",
    "e-mails",
    Decimal(1200),
    Decimal(600),
    date(2026, 2, 1),
    date(2026, 12, 31),
    measured("1180", "1020", "870", "640", "580"),
)
AUDIT = Outcome("Our auditor finds everything himself", due_on=date(2027, 6, 30), starts_on=date(2026, 9, 1))
SHARE = Outcome(
    "Every shift lead works with it each week",
    "Shift leads active in a week",
    "%",
    Decimal(20),
    Decimal(90),
    date(2026, 2, 1),
    date(2027, 1, 31),
    measured("20", "35", "31", "52", "68"),
)
DELIVERED = (
    Delivered(
        1,
        date(2026, 11, 12),
        "Our auditor asks for it each year, and we copy page by page. That cannot be what you have in mind.",
        "Settings › Audit log › Export: the whole year as one Excel file",
    ),
    Delivered(2, date(2026, 10, 2), "", "Sign in with your company's own accounts (SAML)"),
    Delivered(
        3, date(2026, 9, 20), "I build the same report every Sunday evening.", "Reports › Schedule: weekly by e-mail"
    ),
)
MILESTONES = (
    Milestone(1, "Second plant connected", date(2026, 10, 15), date(2026, 10, 12)),
    Milestone(1, "Shift leads trained", date(2026, 11, 1), date(2026, 11, 9)),
    Milestone(1, "Third plant connected", date(2027, 1, 15)),
)
STEPS = """
- Connect the third plant by January 15
- Train the night shift: two sessions in December

* Look at the closing figures together on December 10
"""
USUAL = Told(
    "Acme Industrial",
    PERIOD,
    TODAY,
    "en",
    (CLOSING, EMAILS, SHARE),
    use_of(used(), period_of_use(Span.QUARTER, last=TODAY), seats=200),
    DELIVERED,
    MILESTONES,
    STEPS,
    OurContact("Maya Lindqvist", "maya@harbour.example"),
)
CHINESE = Told(
    "云帆物流",
    PERIOD,
    TODAY,
    "zh_Hans",
    (
        replace(CLOSING, title="月结从六天缩短到三天，让财务不再加班", measure="完成月结所需工作日", unit="天"),
        replace(EMAILS, title="各仓库之间的往来邮件减少一半", measure="每周邮件数", unit="封"),
    ),
    use_of(used(80), period_of_use(Span.QUARTER, last=TODAY), seats=180),
    (
        Delivered(
            1,
            date(2026, 11, 12),
            "审计每年都要完整的操作日志，希望能一次导出。",
            "设置 › 操作日志 › 导出：一次导出整年的 Excel 文件",
        ),
        Delivered(2, date(2026, 10, 2), "我们所有系统都用企业微信登录。", ""),
    ),
    (
        Milestone(1, "第二个仓库上线", date(2026, 10, 15), date(2026, 10, 12)),
        Milestone(1, "完成班组长培训", date(2026, 11, 1), date(2026, 11, 9)),
    ),
    "1月15日前接入第三个仓库\n12月为夜班做两场培训\n12月10日一起看月结数据",
    OurContact("林晓", "lin@harbour.example"),
)
EMPTY = Told("Vantage Optics", PERIOD, TODAY, "en")
LONG = replace(
    USUAL,
    account=LONG_NAME,
    outcomes=tuple(
        replace(
            each,
            title=f"{each.title} Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 3,
        )
        for each in (CLOSING, AUDIT, EMAILS, SHARE, CLOSING, EMAILS)
    ),
    delivered=tuple(replace(DELIVERED[0], number=number, asked="All of it. " * 60) for number in range(9)),
    milestones=tuple(replace(MILESTONES[0], title=f"Plant {number} connected " * 20) for number in range(9)),
    next_steps="\n".join(f"Step {number} with a good many words in it, " * 8 for number in range(9)),
    contact=OurContact("Maximiliane-Wilhelmina von und zu Hohenlohe-Schillingsfürst " * 3, "m@harbour.example"),
)
ONE = replace(USUAL, outcomes=(CLOSING,), milestones=(), delivered=())
UNMEASURED = replace(USUAL, outcomes=(AUDIT, replace(CLOSING, measurements=())), use=None)
SIX = replace(USUAL, outcomes=(CLOSING, EMAILS, SHARE, AUDIT, CLOSING, EMAILS))
