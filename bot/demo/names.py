"""Names of the demo book: made up, English and Chinese, with the awkward ones that real books hold."""

from __future__ import annotations

LONG_NAME = (
    "The Incorporated Harbour Masters, Lighthouse Keepers & Tide Table Printers of the Outer Western Isles Holdings"
)

ENGLISH_ACCOUNTS: tuple[str, ...] = (
    "Acme Industrial",
    "A&B <Co>",
    "Northwind Traders",
    "Northwind Trading",
    LONG_NAME,
    "Alder & Finch Logistics",
    "Beacon Street Clinics",
    "Bluegate Insurance",
    "Bramble Foods",
    "Brightwater Utilities",
    "Caldera Robotics",
    "Cedarline Furniture",
    "Cinderford Steel",
    "Clearpath Mobility",
    "Copperfield Schools",
    "Coral Bay Hotels",
    "Dovetail Carpentry",
    "Eastmarch Bank",
    "Elmsworth Pharma",
    "Fairhaven Shipping",
    "Fernhill Dairy",
    "Gable Road Properties",
    "Glasswing Media",
    "Granite Peak Outdoors",
    "Greenlock Energy",
    "Halcyon Airlines",
    "Hearthside Retail",
    "Ironbridge Rail",
    "Juniper Labs",
    "Kestrel Security",
    "Lantern Learning",
    "Larkspur Cosmetics",
    "Maple & Main Grocers",
    "Meridian Cartography",
    "Moss Lane Nurseries",
    "Oakvale Hospitals",
    "Orchard Telecom",
    "Pebble Games",
    "Quarry Bank Cement",
    "Redwood Legal",
    "Saltmarsh Fisheries",
    "Silverthread Textiles",
    "Stonebeck Brewery",
    "Tallgrass Agronomy",
    "Thistle Software",
    "Umber Paints",
    "Vantage Optics",
    "Willowbrook Care",
)

CHINESE_ACCOUNTS: tuple[str, ...] = (
    "青禾科技有限公司",
    "云帆物流",
    "北辰医疗",
    "长风汽车零部件",
    "东篱餐饮",
    "枫林教育",
    "光谷精密仪器",
    "海棠化妆品",
    "鹤鸣茶业",
    "华章印刷",
    "锦程旅行",
    "金梧桐地产",
    "九州种业",
    "兰亭文创",
    "蓝鲸游戏",
    "立夏服饰",
    "鹿鸣乳业",
    "明德书院",
    "南山能源",
    "磐石建材",
    "千寻数据",
    "秋水传媒",
    "瑞雪冷链",
    "三江航运",
    "松涛纸业",
    "天工机器人",
    "望海酒店集团",
    "西岭矿业",
    "晓月家居",
    "星桥通信",
    "远山户外",
    "紫藤软件",
)

ENGLISH_PEOPLE: tuple[str, ...] = (
    "Ada Marsh",
    "Ben Okafor",
    "Carla Stone",
    "Dmitri Vance",
    "Ella Brandt",
    "Farid Aziz",
    "Grace Holm",
    "Hugo Pereira",
    "Ines Calloway",
    "Jonas Reed",
    "Kira Lund",
    "Liam Farrow",
    "Mona Haddad",
    "Nils Bergman",
    "Olive Trent",
    "Paulo Reis",
    "Quinn Harper",
    "Rosa Delgado",
    "Sam Whitlock",
    "Tess Moreau",
)

CHINESE_PEOPLE: tuple[str, ...] = (
    "陈嘉怡",
    "邓文博",
    "方静",
    "高远",
    "何雨桐",
    "江海涛",
    "李思远",
    "刘芳",
    "马骏",
    "宁采薇",
    "潘磊",
    "秦岚",
    "孙婧",
    "唐宇",
    "王梓涵",
    "吴迪",
    "徐曼",
    "杨帆",
    "张晓峰",
    "周敏",
)

SEGMENTS: tuple[str, ...] = ("enterprise", "mid-market", "small business")

INDUSTRIES: tuple[str, ...] = ("manufacturing", "logistics", "healthcare", "retail", "education", "software", "energy")

SUMMARIES: tuple[str, ...] = (
    "Went through the open questions from the admin team.",
    "They showed the new report to their board and liked it.",
    "Asked for help with the second plant's roll-out.",
    "Talked about the next term and what has to be true for it.",
    "Training for the night shift; twelve people joined.",
)

TICKETS: tuple[str, ...] = (
    "Export stops at 10,000 rows",
    "Single sign-on loops after the certificate change",
    "Dashboard is slow on Monday mornings",
    "Wrong time zone in the weekly report",
    "Invitation e-mails do not arrive",
)

NPS_WORDS: dict[bool, tuple[str, ...]] = {
    True: ("The team answers quickly and knows our plant.", "It simply works, and my people use it every day."),
    False: ("Too many clicks for a simple report.", "We waited three weeks for an answer."),
}
