"""What requests are worded with: what is to be done, to what, where, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """`title` and `problem` are filled with an action, a subject, a place, a reason and the name of a site."""

    actions: Sequence[str]
    subjects: Sequence[str]
    places: Sequence[str]
    reasons: Sequence[str]
    title: str
    problem: str


def phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(","))


ENGLISH = Tongue(
    phrases(
        """
        export, import, bulk edit, delete, share, copy, archive, restore, merge, schedule, approve, filter, sort,
        print, hide, translate, sync, lock, rename, assign, search, group, tag, sign, encrypt, preview, embed, move,
        compare, validate, link, split, track, forecast, publish, mute, anonymise, convert, reorder, upload
        """
    ),
    phrases(
        """
        dashboards, invoices, reports, contacts, tickets, audit logs, webhooks, API keys, user roles, permissions,
        custom fields, calendars, attachments, comments, notifications, templates, quotes, contracts, time sheets,
        surveys, price lists, barcodes, work orders, serial numbers, shifts, budgets, checklists, purchase orders,
        delivery notes, credit limits, maintenance plans, sensor readings, floor plans, recipes, lab results,
        visitor badges, tender documents, warranty claims, training records, exchange rates
        """
    ),
    phrases(
        """
        in Excel, on the phone, for one team, in German, by email, in Slack, through the API, offline, every night,
        for guests, by role, in the sidebar, in dark mode, for all regions, per time zone, with a signature,
        without a login, in one step, from the list, on tablets
        """
    ),
    phrases(
        """
        takes them a day each month, is done by hand, fails in their security review,
        is asked for by the works council, leads to mistakes at the warehouse, is needed before the renewal,
        was promised at kick-off, is what their old tool did, blocks the second rollout,
        is the first complaint in each review
        """
    ),
    "{action} {subject} {place}",
    "At {site} this {reason}; they also have to {other} {more} and work around it today.",
)
CHINESE = Tongue(
    phrases(
        """
        导出, 导入, 批量编辑, 删除, 分享, 复制, 归档, 恢复, 合并, 定时发送, 审批, 筛选, 排序, 打印, 隐藏, 翻译,
        同步, 锁定, 重命名, 分配, 搜索, 分组, 签名, 加密, 预览, 移动, 对比, 校验, 关联, 拆分, 跟踪, 预测, 发布,
        脱敏, 转换, 上传
        """
    ),
    phrases(
        """
        仪表盘, 发票, 报表, 联系人, 工单, 审计日志, 接口密钥, 用户角色, 权限, 自定义字段, 日历, 附件, 评论, 通知,
        模板, 报价单, 合同, 工时表, 问卷, 价格表, 条码, 序列号, 班次, 预算, 检查清单, 采购订单, 送货单, 信用额度,
        保养计划, 传感器读数, 平面图, 配方, 化验结果, 访客证, 招标文件, 保修单, 培训记录, 汇率
        """
    ),
    phrases(
        """
        到 Excel, 在手机上, 按团队, 用德语, 通过邮件, 通过企业微信, 通过 API, 离线, 每天晚上, 给外部人员, 按角色,
        按地区, 按时区, 一步完成
        """
    ),
    phrases(
        """
        每月要花一整天, 现在只能手工做, 过不了安全审查, 仓库经常出错, 续约前必须解决, 上线时承诺过, 老系统里有,
        影响二期上线
        """
    ),
    "{place}{action}{subject}",
    "客户 {site} 反馈：{reason}，另外还要{other}{more}。",
)
