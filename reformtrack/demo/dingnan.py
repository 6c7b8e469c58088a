"""定南县 as the design's screens show it: the county a visitor of the demo meets first."""

# name, department (its place in the catalogue), kind of post, post, batch
PEOPLE = [
    ("廖建平", 0, "administrative", "项目审批股 副股长", 1),
    ("钟美玲", 0, "institution", "项目审批股", 1),
    ("黄志强", 4, "administrative", "用地审批股 股长", 1),
    ("赖文斌", 3, "institution", "行政审批股", 1),
    ("叶志明", 6, "institution", "市容审批窗口", 1),
    ("陈秋香", 8, "institution", "水资源股", 1),
    ("王海燕", 2, "administrative", "社会事务股 副股长", 1),
    ("缪春生", 10, "institution", "文化市场股", 1),
    ("曾庆华", 4, "institution", "规划股", 2),
    ("刘小燕", 3, "institution", "行政审批股", 2),
    ("谢国栋", 5, "administrative", "建筑业管理股", 2),
    ("郭丽娟", 5, "institution", "房产审批窗口", 2),
    ("邱晓东", 7, "administrative", "运输审批股 股长", 2),
    ("胡小平", 1, "institution", "教育审批窗口", 2),
    ("温志华", 9, "institution", "种植业股", 2),
    ("李春兰", 11, "institution", "医政审批窗口", 2),
    ("张建明", 13, "administrative", "注册登记股 副股长", 2),
]
# By item code: steps, materials and working days before the reform.
BEFORE = {
    "360104001": (6, 9, 20),
    "360104002": (5, 7, 15),
    "360104003": (5, 8, 20),
    "360104004": (6, 10, 20),
    "360107001": (4, 9, 20),
    "360107002": (4, 9, 20),
    "360114001": (4, 8, 20),
    "360114002": (4, 7, 20),
    "360114003": (5, 12, 20),
    "360114004": (4, 6, 15),
    "360114005": (3, 5, 10),
    "360117001": (6, 11, 15),
    "360117002": (5, 12, 10),
}
# By item code: both signed on (day of February), the letter of a content that is lacking, handed over, cut-over planned
# for (month, day).
SIGNED = {
    "360104001": (5, "", "法指设档", (2, 26)),
    "360104002": (5, "", "法指设档", (2, 26)),
    "360104003": (8, "档", "法指设", None),
    "360107001": (5, "", "法指设档", (2, 26)),
    "360107002": (5, "", "法指设档", (2, 26)),
    "360114001": (8, "", "法指设档", (3, 1)),
    "360114002": (8, "", "法指档", (3, 1)),
    "360114003": (8, "", "法指", None),
    "360114004": (9, "", "法指", None),
    "360122001": (8, "", "法指设档", (3, 1)),
    "360122002": (8, "", "法指", None),
    "360122003": (9, "", "法", None),
}
# By item code: the stage of a paper that nobody has signed yet, and the contents it has.
DRAFTED = {
    "360104004": ("circulating", "事时权"),
    "360114005": ("drafting", "事时"),
    "360117001": ("circulating", "事时权设"),
    "360117002": ("drafting", "事时"),
}
