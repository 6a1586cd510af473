"""Words that mean the same when accounts ask for something, in English and Chinese: one meaning a line.

Words are compared by their stem, so "exports" and "exporting" need no place here. Of two lines that hold the same words
the first counts. Simplified Chinese only.
"""

from __future__ import annotations

SAME_WORDS = """
export, download, 导出, 下载
import, upload, ingest, 导入, 上传
bulk, batch, mass, at once, multiple, in one go, 批量, 批处理
edit, update, change, modify, 编辑, 修改, 更新, 更改
delete, remove, erase, 删除, 清除
restore, undelete, recover, undo, recycle bin, trash, 恢复, 还原, 回收站, 撤销, 找回
copy, duplicate, clone, 复制, 克隆
merge, combine, deduplicate, dedupe, 合并, 去重
archive, 归档, 存档
single sign on, sso, saml, okta, azure ad, entra, oidc, 单点登录, 统一登录
scim, provision, deprovision, user provisioning, 用户同步, 自动开通
two factor, 2fa, mfa, two step, second factor, multi factor, 双因素, 双因子, 两步验证, 二次验证, 双重验证, 多因素
password, 密码
log in, login, sign in, 登录, 登陆
audit log, audit trail, audit, change history, activity log, who changed, 审计日志, 操作日志, 审计, 操作记录, 变更记录
siem, splunk, sentinel, 日志平台
rate limit, api limit, throttle, throttling, 429, quota, 限流, 频率限制, 调用限制, 配额
limit, maximum, cap, 上限, 限制
raise, increase, higher, 提高, 提升, 增大, 放宽
api, rest api, 接口
documentation, docs, manual, 文档, 手册
mobile app, native app, iphone, ios, android, 手机 app, 移动端, 安卓, 手机版, 移动应用
mobile, phone, smartphone, 手机
tablet, ipad, 平板
app, application, 应用
offline, no internet, 离线, 断网
push, 推送
notification, notify, alert, reminder, 通知, 提醒
email, mail, e mail, inbox, 邮件, 邮箱, 电邮
sms, text message, 短信
dark mode, dark theme, night mode, dark background, 深色模式, 暗黑模式, 夜间模式, 深色主题, 黑夜模式
branding, white label, logo, colour, color, 品牌, 白标, 颜色, 标志
invoice, billing, bill, 发票, 账单, 开票
purchase order, po, po number, 采购订单, 采购单
payment, pay, credit card, 付款, 支付
currency, 货币, 币种
price, pricing, 价格, 定价
quote, quotation, offer, proposal, 报价单, 报价
discount, 折扣
contract, 合同
german, 德语, 德文
french, 法语
spanish, 西班牙语
japanese, 日语, 日文
chinese, mandarin, 中文
translation, localisation, localization, interface language, 翻译, 本地语言
interface, ui, 界面
dashboard, widget, 仪表盘, 看板, 仪表板, 驾驶舱
chart, graph, diagram, 图表, 曲线图
report, reporting, 报表, 报告
excel, xlsx, xls, spreadsheet, 电子表格
csv, comma separated
pdf
print, printer, printable, 打印
share, sharing, public link, external people, guest, 分享, 共享, 公开链接, 外部
webhook, callback, 回调
retry, resend, redeliver, resent, 重试, 重发
e signature, electronic signature, sign online, docusign, 电子签名, 电子签, 电子签章
signature, signed, hmac, 签名
permission, access right, access control, authorisation, authorization, 权限
role, 角色
field level, field permission, single field, hide field, 字段级
field, column, attribute, 字段, 列
hide, hidden, mask, 隐藏, 脱敏
read only, view only, viewer, 只读, 仅查看, 只看
custom, own, define, configurable, personalised, build your own, choose, 自定义, 自己定义, 自己配置, 自行配置, 可配置
salesforce
hubspot
jira
sap, erp
zapier, make com
integration, connector, connect, plugin, 集成, 对接, 接入, 连接
sync, synchronise, synchronize, synchronisation, 同步
wecom, wechat work, enterprise wechat, 企业微信, 企微
wechat, 微信
dingtalk, 钉钉
feishu, lark, 飞书
slack
microsoft teams, ms teams
schedule, scheduled, regular, every week, weekly, 定时, 定期, 每周
recurring, recurrence, repeat, periodic, every month, monthly, 周期性, 周期, 重复, 每月
summary, digest, daily, 汇总, 摘要, 每日, 每天
automatic, automatically, automate, automation, workflow, 自动, 自动化
time zone, timezone, utc, 时区
date format, date, 日期格式, 日期
number format, decimal, thousand separator, 数字格式, 小数
calendar, 日历
due date, deadline, 截止日期, 到期
search, find, lookup, full text, 搜索, 查找, 检索, 全文搜索
attachment, uploaded file, file, document, 附件, 文件
image, picture, photo, 图片, 照片
filter, 筛选, 过滤
save, saved, 保存
view, 视图
sort, order by, 排序
group, 分组
tag, label, 标签
comment, note, mention, 评论, 备注
template, 模板
slow, performance, speed, faster, time out, timeout, 慢, 卡顿, 性能, 超时
data residency, hosted in, data hosting, 数据存储, 数据本地化, 存储地, 服务器放在
eu, europe, european, 欧盟, 欧洲
china, 中国, 国内, 境内
gdpr, data protection, privacy, 隐私, 个人信息
retention, 保留期, 保存期限
encryption, encrypt, 加密
backup, 备份
approval, approve, sign off, 审批, 批准
multi step, multiple step, multi level, 多级, 多步
task, to do, 任务, 待办
contact, 联系人
customer, client, 客户
user, seat, licence, license, member, 用户, 席位, 许可, 成员
team, department, 团队, 部门
admin, administrator, 管理员
setting, configuration, preference, 设置, 配置
keyboard shortcut, hotkey, shortcut, 快捷键
accessibility, screen reader, wcag, 无障碍, 读屏
browser, chrome, firefox, safari, 浏览器
drag and drop, drag, 拖拽, 拖动
survey, nps, questionnaire, 问卷, 调查
barcode, qr code, scan, 二维码, 条码, 扫码
map, location, 地图, 位置
chat, chatbot, bot, 聊天, 机器人
ai, artificial intelligence, 人工智能
forecast, prediction, 预测
history, version, versioning, 历史, 版本
sandbox, test environment, staging, 沙箱, 测试环境
training, onboarding, tutorial, 培训, 教程, 引导
ticket, issue, case, 工单
agent, support team, help desk, 客服, 坐席
assign, route, routing, dispatch, allocate, distribute, 分配, 派单, 指派, 分派
skill, 技能
status, 状态
close, closed, resolve, 关闭, 结单
pending, waiting, on hold, 挂起, 等待
pause, stop, 暂停, 停止
sla, service level, 时效
timer, clock, countdown, 计时
gantt, timeline, dependency, 甘特图, 甘特, 依赖, 时间线
project, 项目
milestone, 里程碑
subtask, sub task, checklist, 子任务, 检查清单
time tracking, timesheet, time sheet, 工时, 计时表
workload, capacity, resource planning, 工作量, 资源计划
ip, ip address, network, vpn, 内网, 网段
allowlist, whitelist, restrict, 白名单
session, log out, logout, idle, inactive, without activity, 退出登录, 自动退出, 闲置, 会话
language, multilingual, multi language, 语言, 多语言
migrate, migration, move from, 迁移, 搬迁
serial number, 序列号
stock, inventory, warehouse, 库存, 仓库
order, 订单
product, article, sku, 产品, 商品
deal, opportunity, 商机
lead, prospect, 线索
pipeline, funnel, 漏斗
call, telephone, voip, 通话, 电话
recording, record calls, 录音
meeting, appointment, 会议, 约会
form, 表单
formula, calculated, computed, 公式, 计算
required, mandatory, compulsory, 必填
validation, validate, check format, 校验, 格式检查
default, prefill, prefilled, 默认, 预填
kanban, board, 泳道
hierarchy, tree, parent, child, subsidiary, 层级, 上下级, 子公司, 母公司
folder, 文件夹
link, url, 链接
embed, iframe, 嵌入
font, text size, 字体, 字号
holiday, working hours, business hours, 节假日, 工作时间, 工作日
absence, vacation, out of office, substitute, deputy, delegate, 休假, 代理, 代办, 外出
knowledge base, help center, help centre, faq, 知识库, 帮助中心
portal, self service, 门户, 自助
release note, changelog, what is new, 更新日志, 发布说明
analytics, statistics, usage data, 统计, 分析
goal, target, okr, 目标
budget, 预算
tax, vat, 税
subscription, renewal, 订阅, 续约, 续费
plan, upgrade, downgrade, 套餐, 升级, 降级
trial, 试用
bug, crash, freeze, 崩溃, 闪退, 死机
error message, 错误提示, 报错
duplicate detection, find duplicate, duplicate check, 查重
address, 地址
domain, subdomain, 域名
sender, from address, 发件人
unsubscribe, opt out, 退订
canned response, macro, snippet, quick reply, saved reply, 快捷回复, 话术
video, 视频
preview, thumbnail, 预览, 缩略图
favourite, favorite, star, pin, bookmark, 收藏, 置顶
follow, watch, subscribe to, 关注
lock, protect, freeze period, 锁定, 锁住
draft, autosave, auto save, 草稿, 自动保存
rename, 重命名, 改名
move, transfer, 移动, 转移, 转交
reorder, rearrange, arrange, 排列, 调整顺序
pagination, infinite scroll, page size, 分页, 翻页
real time, live, instant, 实时
compare, comparison, 对比, 比较
score, rating, 评分, 打分
colour code, highlight, 高亮, 标红
multi currency, several currency, 多币种, 多种货币
anonymous, anonymise, anonymize, pseudonym, 匿名
consent, cookie, 同意
terms, legal hold, 条款
graphql
sdk, library, 开发包
power bi, tableau, looker, bi tool, 数据仓库, 商业智能
snowflake, bigquery, data warehouse, 数仓
"""
# What is asked with, not what is asked for. Chinese ones would change nothing: they are common, and count little.
UNSAID = """
a, an, the, of, to, in, on, for, with, and, or, is, are, be, been, we, us, our, you, your, they, them, their, he, she,
it, its, i, me, my, this, that, these, those, at, as, by, from, into, than, when, while, if, so, but, not, no,
no longer, have, has, had, do, does, can, cannot, could, should, would, will, must, may, want, wants, need, please,
allow, able, ability, possibility, possible, option, support, feature, function, functionality, would like, every, each,
more, all, some, there
"""
