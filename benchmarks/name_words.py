"""What account names are made of."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = words(
    """
    alder ash beacon bluff bramble bright cedar cinder clear coral copper dale deep dove east elm ever fair fern
    field flint fox gable glass golden grand granite green grey halcyon harbour haven hazel heath hill iron ivy jade
    juniper kestrel kings lake lantern lark laurel linden lion maple marsh meadow mill moor moss north oak olive
    orchard pearl pebble pine quarry raven red ridge river rose rowan saffron salt silver sky slate spring star
    stone storm summer swift tall thistle thorn timber umber vale vantage violet water west wheat white wild willow
    wind winter wolf wood yarrow york zephyr zinc amber basalt cobalt drift ember frost
    """
)
SECOND = words(
    """
    analytics airlines bakery bank biotech books brewery cables capital cement clinics clothing consulting controls
    dairy design diagnostics education electric energy engineering express farms fisheries foods freight furniture
    games gas glass grocers health homes hospitals hotels instruments insurance jewellers kitchens labs leasing
    lighting logistics machines maritime media metals mining mobility motors music networks nurseries optics
    outdoors packaging paints paper partners pharma plastics ports power press printing properties pumps rail
    records retail robotics rubber schools security seeds shipping shoes software solar steel storage studios sugar
    supplies systems tea telecom textiles tools toys trading transport travel turbines utilities valves vision water
    wholesale wines
    """
)
THIRD = ("", " group", " holdings", " international", " services", " works", " brothers", " union", " europe", " asia")
CHINESE_PLACES = words(
    "上海 北京 深圳 广州 杭州 南京 苏州 成都 武汉 西安 青岛 厦门 宁波 天津 重庆 长沙 无锡 大连 郑州 济南"
)
CHINESE_WORDS = words(
    "明远 华信 恒通 瑞丰 中科 星辰 天成 博雅 金桥 蓝海 同舟 万象 云帆 启明 安泰 海纳 卓越 鼎新 百川 清源"
)
CHINESE_TRADES = words(
    "科技 软件 物流 医药 能源 教育 传媒 食品 电子 材料 机械 贸易 咨询 网络 环保 纺织 建设 汽车 化工 信息"
)
