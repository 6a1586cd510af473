"""The playbooks that ship, as `policy.toml` has them, for policies that were published before there were any."""

from __future__ import annotations

SHIPPED_PLAYBOOKS = """
[playbooks.onboarding]
title = { en = "Onboarding", zh = "客户上线" }
trigger = { when = "date", of = "customer_since" }
ends_when = ["account_left"]

[[playbooks.onboarding.steps]]
task.en = "Take over from sales: what was promised, who decides, what success means"
task.zh = "与销售交接：承诺了什么、谁拍板、怎样算成功"
day = 0
role = "owner"
due_in = 2

[[playbooks.onboarding.steps]]
task.en = "Kick-off call: goals, people on both sides, date of go-live"
task.zh = "启动会：目标、双方负责人、上线日期"
day = 2
role = "owner"
due_in = 3

[[playbooks.onboarding.steps]]
task.en = "Agree on what first value is, and when it is due"
task.zh = "约定首次价值的标准和达成日期"
day = 5
role = "owner"
due_in = 5

[[playbooks.onboarding.steps]]
wait = { first_value = true }
day = 30
counted = "calendar"

[[playbooks.onboarding.steps]]
task.en = "Review the first weeks: value reached, open wishes, next goal"
task.zh = "回顾上线首月：达成的价值、未满足的诉求、下一步目标"
day = 0
role = "owner"
due_in = 5

[playbooks.first_survey]
title = { en = "First satisfaction survey", zh = "首次满意度调查" }
trigger = { when = "date", of = "went_live_on", days = 15 }
ends_when = ["account_left"]

[[playbooks.first_survey.steps]]
task.en = "Ask users and the sponsor how satisfied they are, and enter the answers"
task.zh = "向使用者和项目发起人做满意度调查，并录入结果"
day = 0
role = "owner"
due_in = 15
counted = "calendar"

[playbooks.business_review]
title = { en = "Business review", zh = "业务回顾" }
trigger = { when = "date", of = "term_end", days = -180 }
condition = { tiers = ["high", "mid"] }
again = "each_term"
ends_when = ["account_left"]

[[playbooks.business_review.steps]]
task.en = "Invite to the business review, the economic buyer included"
task.zh = "邀请客户（含经济决策人）参加业务回顾"
day = 0
role = "owner"
due_in = 5

[[playbooks.business_review.steps]]
task.en = "Prepare it: outcomes, use, what was delivered, next goals"
task.zh = "准备业务回顾：成果、使用情况、已交付内容、下一步目标"
day = 10
role = "owner"
due_in = 5

[[playbooks.business_review.steps]]
task.en = "Send what was agreed in the business review"
task.zh = "发送业务回顾的结论与后续安排"
day = 20
role = "owner"
due_in = 3

[playbooks.at_risk]
title = { en = "At risk", zh = "流失风险" }
trigger = { when = "band_down", band = "red" }
condition = { bands = ["red"] }
again = "after_days"
again_after_days = 30
ends_when = ["condition_over", "account_left"]

[[playbooks.at_risk.steps]]
message.en = "This account has turned red. Look at the reasons and call within two working days."
message.zh = "该客户已转红。请先查看原因，并在两个工作日内致电客户。"
day = 0
role = "owner"

[[playbooks.at_risk.steps]]
task.en = "Call the champion: what is wrong, in their own words"
task.zh = "致电客户内部支持者，听对方亲口说出问题"
day = 0
role = "owner"
due_in = 2

[[playbooks.at_risk.steps]]
task.en = "Write down the way back to green, and agree on it with the account"
task.zh = "制定恢复到绿色的计划，并与客户达成一致"
day = 3
role = "owner"
due_in = 3

[[playbooks.at_risk.steps]]
message.en = "Still red after two weeks: is the plan working, and who else is needed?"
message.zh = "两周后仍为红色：计划是否奏效，还需要谁支持？"
day = 10
role = "manager"

[playbooks.renewal]
title = { en = "Renewal", zh = "续约" }
trigger = { when = "date", of = "notice_deadline", days = -90 }
again = "each_term"
ends_when = ["account_left"]

[[playbooks.renewal.steps]]
task.en = "Talk about value reached, and ask what the next term has to bring"
task.zh = "沟通已实现的价值，了解客户对下一合同期的期望"
day = 0
role = "owner"
due_in = 10

[[playbooks.renewal.steps]]
task.en = "Set the forecast, with the reason"
task.zh = "填写续约预测及理由"
day = 10
role = "owner"
due_in = 3

[[playbooks.renewal.steps]]
task.en = "Send the offer for the next term"
task.zh = "发送下一合同期的报价"
day = 25
role = "seller"
due_in = 5

[[playbooks.renewal.steps]]
message.en = "The last day for notice is a month away: is this renewal safe?"
message.zh = "距通知截止日还有一个月：这笔续约是否有把握？"
day = 43
role = "manager"

[playbooks.expansion]
title = { en = "Expansion", zh = "增购" }
trigger = { when = "condition" }
condition = { bands = ["green"], least_seat_share = 0.9, stages = ["stable", "renewal"] }
again = "after_days"
again_after_days = 180
ends_when = ["condition_over", "account_left"]

[[playbooks.expansion.steps]]
task.en = "Nearly every seat is taken: ask who else would need one"
task.zh = "席位接近用满：了解还有哪些人需要使用"
day = 0
role = "owner"
due_in = 10

[[playbooks.expansion.steps]]
wait = { tasks_done = true }
day = 15

[[playbooks.expansion.steps]]
task.en = "Offer more seats"
task.zh = "提供增购席位的报价"
day = 0
role = "seller"
due_in = 5

[playbooks.win_back]
title = { en = "Win-back", zh = "客户挽回" }
trigger = { when = "account_left" }

[[playbooks.win_back.steps]]
task.en = "Say thank you, and ask for the real reason"
task.zh = "致谢，并了解真实的流失原因"
day = 5
role = "owner"
due_in = 5

[[playbooks.win_back.steps]]
task.en = "Ask how it goes now: is the reason gone?"
task.zh = "回访近况：当初的流失原因是否已消除？"
day = 90
role = "seller"
due_in = 5
counted = "calendar"
"""
