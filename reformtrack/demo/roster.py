"""Invented names and posts of the people who are transferred."""

_SURNAMES = (
    "刘 钟 黄 曾 赖 李 谢 郭 叶 邱 陈 廖 王 张 胡 温 何 罗 朱 吴 肖 杨 林 周 徐 彭 邓 曹 严 蔡 "
    "欧阳 范 卢 宋 唐 许 韩 冯 董 程 沈 吕 苏 丁 魏 薛 阎 余 潘 杜 戴 夏 钱 汪 田 任 姜 方 石 姚"
)
_GIVEN = (
    "建平 美玲 志强 庆华 文斌 小燕 国栋 丽娟 志明 晓东 秋香 海燕 春生 小平 志华 春兰 建明 玉兰 伟 芳 "
    "敏 军 丽 强 磊 娜 静 勇 艳 涛 明辉 小红 建军 桂英 秀珍 文华 永红 冬梅 卫东 雪梅 志刚 慧敏 "
    "晓玲 国强 金莲 家明 福生 丽华 新民 玉珍 光明 水根 招娣 火生 石生 桂香 运生 建芳 长根 九妹 华生"
)
SURNAMES, GIVEN = _SURNAMES.split(), _GIVEN.split()
# kind of post, post
POSTS = (
    ("administrative", "行政审批股 股长"),
    ("institution", "行政审批窗口"),
    ("institution", "政务服务股"),
    ("administrative", "行政审批股 副股长"),
    ("institution", "审批服务中心"),
    ("like_civil", "综合执法队 内勤"),
    ("administrative", "行政审批股"),
    ("institution", "业务受理窗口"),
    ("institution", "技术审查中心"),
    ("like_civil", "管理站 审批岗"),
    ("administrative", "法规股"),
    ("institution", "审批服务中心 副主任"),
    ("worker", "窗口服务岗"),
)


def name_of(place: int, number: int) -> str:
    """The name of person `number` (below 60) of the pilot at `place`; no two of a pilot are the same."""
    return SURNAMES[(number * 7 + place * 13) % len(SURNAMES)] + GIVEN[(number * 11 + place * 17) % len(GIVEN)]
