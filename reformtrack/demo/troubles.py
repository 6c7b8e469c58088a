"""What the demo's pilots raised, what became of it, and what joint meetings decided."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Trouble:
    """A problem: on which row of the task table (None: in general), its words, and the acts in turn."""

    unit: str
    row: int | None
    kind: str
    raised: str
    since_on: date
    text: str
    asked: str
    acts: tuple = ()


def took(at: str) -> tuple:
    return "take", at, {}


def referred(at: str, body: str, text: str, outside=False) -> tuple:
    return "refer", at, {"body": body, "outside": outside, "text": text}


def answered(at: str, promised_on: date, text: str) -> tuple:
    return "answer", at, {"text": text, "promised_on": promised_on}


TROUBLES = [
    Trouble(
        "ningdu",
        9,
        "process",
        "2021-01-21 10:20",
        date(2021, 1, 18),
        "部分事项涉及勘验、公示等特殊环节，办理时限能否扣除口径不一。",
        "请市局明确压减时限的计算口径。",
        (
            took("2021-01-21 16:10"),
            answered("2021-01-25 09:40", date(2021, 1, 25), "勘验、公示等法定特殊环节时间不计入承诺时限，已书面答复。"),
            ("close", "2021-02-05 16:30", {"text": "口径已书面明确，试点未再提出意见，予以办结。"}),
        ),
    ),
    Trouble(
        "rongjiang",
        3,
        "other",
        "2021-01-22 11:05",
        date(2021, 1, 15),
        "办公场所装修招标程序未完成，影响挂牌。",
        "请市局协调市财政部门加快评审。",
        (
            took("2021-01-22 15:30"),
            answered("2021-01-26 10:15", date(2021, 2, 3), "市财政评审已出具意见，请据此组织施工。"),
            ("reopen", "2021-02-04 15:20", {"text": "评审意见涉及的第二批家具采购仍未批复。"}),
            took("2021-02-05 09:10"),
        ),
    ),
    Trouble(
        "huichang",
        3,
        "other",
        "2021-01-27 09:35",
        date(2021, 1, 20),
        "办公场所消防验收材料要求与窗口告知不一致。",
        "请市局商市消防部门明确材料清单。",
        (
            took("2021-01-27 11:00"),
            answered("2021-01-29 09:50", date(2021, 2, 5), "材料清单已明确并发县局，按清单补正即可复验。"),
            ("confirm", "2021-02-08 10:10", {"text": "已按清单补正，材料受理。"}),
        ),
    ),
    Trouble(
        "xingguo",
        9,
        "one_window",
        "2021-01-28 15:45",
        date(2021, 1, 25),
        "三个省垂系统未向综合窗口开放端口，窗口需二次录入。",
        "请市局向省级主管部门争取开放接口。",
        (
            took("2021-01-29 09:05"),
            referred("2021-02-01 10:30", "省级系统主管单位", "商请明确接口开放方式和时间。", outside=True),
        ),
    ),
    Trouble(
        "dingnan",
        8,
        "approvals",
        "2021-02-03 16:20",
        date(2021, 2, 1),
        "住建部分事项划转后，与县自然资源部门的联合审查环节由谁牵头不明确。",
        "请市局明确联合审查的牵头单位。",
        (
            took("2021-02-04 09:00"),
            answered("2021-02-10 11:10", date(2021, 2, 26), "由行政审批局牵头、自然资源部门会审，2月26日前印发流程。"),
        ),
    ),
    Trouble(
        "anyuan",
        3,
        "other",
        "2021-02-05 16:20",
        date(2021, 1, 28),
        "办公场所未交付，挂牌时间无法确定。",
        "请市局协调县政府明确交付时间。",
        (
            took("2021-02-07 09:15"),
            referred("2021-02-08 10:40", "安远县人民政府", "请于2月底前明确交付时间并函复。"),
        ),
    ),
    Trouble(
        "quannan",
        5,
        "staff",
        "2021-02-07 10:50",
        date(2021, 2, 3),
        "业务培训师资未到位，县内无可授课人员。",
        "请市直部门派员授课。",
        (took("2021-02-08 08:50"),),
    ),
    Trouble(
        "xunwu",
        4,
        "staff",
        "2021-02-09 11:25",
        date(2021, 2, 4),
        "熟悉工程建设审批的人员不足，拟划转人员多为新录用。",
        "请市局派员跟班指导或安排跟班学习。",
    ),
    Trouble(
        "dayu",
        None,
        "counterparts",
        "2021-02-18 08:55",
        date(2021, 2, 1),
        "部分市直部门仍向原县直单位布置审批业务，上下不对口。",
        "请市局统一函告市直部门对口县行政审批局。",
    ),
]
CITY = {
    "recorded": "2021-02-10 15:40",
    "held_on": date(2021, 2, 10),
    "subject": "全市相对集中行政许可权改革联席会议第一次会议",
    # decision, who, by when, whose problem it is about
    "decisions": [
        ("市直部门审批业务统一对口县（市、区）行政审批局", "市行政审批局", date(2021, 2, 26), None),
        ("市直相关部门3月上旬到县授课", "市住建局、市自然资源局", date(2021, 3, 10), "quannan"),
        ("梳理省垂系统接口需求并汇总上报", "市大数据中心", date(2021, 2, 19), "xingguo"),
    ],
}
# What the counties' own first meetings decided, in turn: decision, who, by when.
DECISIONS = [
    ("事项集中部门按占比增调划转人员", "{k}委组织部", date(2021, 2, 26)),
    ("逐项核对划转事项清单并签订协议", "{k}行政审批局、各划转单位", date(2021, 3, 12)),
    ("综合窗口接入部门业务系统", "{k}大数据中心", date(2021, 3, 31)),
    ("落实办公场所和设施设备经费", "{k}财政局", date(2021, 2, 10)),
]
SUBJECT = "{c}行政审批联席会议第一次会议"
# A county whose second meeting is recorded, with what it was about.
SECOND = ("zhanggong", "2021-02-09 17:05", date(2021, 2, 9), "{c}行政审批联席会议第二次会议")
