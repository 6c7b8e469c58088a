"""What the demo's counties write: per row the department, progress, next step, document, proof."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RowWords:
    """The phrases of one row of the task table; {c} is the county, {k} the level word 县/区/市, {n} a number."""

    department: str
    begun: str
    going: str
    finished: str
    document: str
    proofs: tuple[str, ...]


ROWS = {
    1: RowWords(
        "{k}委办",
        "领导小组组成人员名单已报{k}委审定。",
        "成立文件已会签，待印发。",
        "已印发成立文件，{k}委书记任组长，常务副{k}长等任副组长。",
        "{s}办字〔2021〕{n}号",
        ("成立领导小组的通知.pdf",),
    ),
    2: RowWords(
        "{k}委编办",
        "“三定”方案初稿已完成，正征求有关部门意见。",
        "“三定”方案已经编委会研究。",
        "“三定”方案已印发，行政审批局领导班子全部到位。",
        "{s}编发〔2021〕{n}号",
        ("三定方案.pdf", "班子任职文件.pdf"),
    ),
    3: RowWords(
        "{k}行政审批局",
        "办公场所已确定，正在改造。",
        "牌子已制作，正协调挂牌时间。",
        "已举行挂牌仪式，同步加挂“政务服务管理办公室”牌子。",
        "{s}审批字〔2021〕{n}号",
        ("挂牌现场.jpg", "加挂牌子.jpg"),
    ),
    4: RowWords(
        "{k}委组织部",
        "原各部门审批人员底数已报市局，划转人员名册已建立。",
        "首批{n}人已到岗。",
        "划转人员已全部到岗，手续办理完毕。",
        "{s}组字〔2021〕{n}号",
        ("划转通知.pdf", "到岗签到.jpg"),
    ),
    5: RowWords(
        "{k}行政审批局",
        "培训计划已印发，首期培训由事项划转单位授课。",
        "已举办两期集中培训，划转单位派员授课。",
        "业务培训已完成，划转人员均可独立承担审批工作。",
        "{s}审批字〔2021〕{n}号",
        ("培训签到.jpg", "培训总结.pdf"),
    ),
    6: RowWords(
        "{k}政府办",
        "联席会议制度已起草。",
        "联席会议制度正在会签。",
        "联席会议制度已印发，明确召集人、成员单位和议事规则。",
        "{s}府办字〔2021〕{n}号",
        ("联席会议制度.pdf",),
    ),
    7: RowWords(
        "{k}行政审批局",
        "已梳理审批条件{n}项。",
        "审批方式、审批监管标准化正在推进。",
        "审批条件、审批方式、审批监管标准化已完成。",
        "{s}审批字〔2021〕{n}号",
        ("标准化目录.pdf",),
    ),
    8: RowWords(
        "{k}行政审批局",
        "划转事项清单已与各部门核对，已签订协议{n}份。",
        "正逐项移交、承接。",
        "批准事项全部签订协议并承接。",
        "{s}审批字〔2021〕{n}号",
        ("划转协议汇编.pdf",),
    ),
    9: RowWords(
        "{k}政务服务中心",
        "“一窗受理”窗口设置方案已定。",
        "综合窗口试运行，流程图正在修订。",
        "“一窗受理”已实行，环节、材料、时限压减均达标。",
        "{s}审批字〔2021〕{n}号",
        ("压减对照表.pdf",),
    ),
    10: RowWords(
        "{k}行政审批局",
        "“审管互动”机制正在征求意见。",
        "已明确部分事项的监管责任部门。",
        "“审管互动”机制已印发，逐项明确监管责任部门。",
        "{s}府办字〔2021〕{n}号",
        ("审管互动机制.pdf", "责任清单.pdf"),
    ),
    11: RowWords(
        "改革协调科",
        "已建立改革试点联络群，明确各试点联络员。",
        "已实地调度8个试点，答复问题15个。",
        "全年调度情况已汇总。",
        "赣市审批字〔2021〕{n}号",
        ("调度记录.pdf",),
    ),
    12: RowWords(
        "{k}委宣传部",
        "宣传方案已印发。",
        "政府门户网站刊发改革动态2篇。",
        "全年宣传情况已汇总。",
        "{s}宣字〔2021〕{n}号",
        ("宣传情况.pdf",),
    ),
}
RETURN_TEXTS = {
    ("chongyi", 6): ("材料不全", "制度未附会议成员单位名单，请补充后再报。"),
    ("huichang", 5): ("与要求不符", "培训由行政审批局自行组织，请由事项划转单位实施培训。"),
}
# Why a figure below its floor was sent for verification all the same.
SHORT = {("huichang", 5): "其余2人仍在随岗培训，2月底前确认。"}
COMMENTS = [
    ("dingnan", 4, "2021-02-10 16:20", "请于2月26日前补足划转人员，优先从住建、自然资源等事项集中部门增调。"),
    ("anyuan", 3, "2021-02-08 10:15", "请县政府尽快明确办公场所交付时间。"),
    ("xunwu", 3, "2021-02-09 09:40", "连续两周未报进展，请说明情况。"),
]
DRAFT = ("dingnan", 3, "2021-02-18 09:42", "牌子已于2月18日上午安装，定于2月22日上午挂牌，已报请县政府分管领导出席。")


def level(unit) -> str:
    """县, 区, 市 or 区 (for a zone): how the unit's own offices are called."""
    return {"district": "区", "county": "县", "county_city": "市", "zone": "区", "bureau": "市"}[unit.kind]


def phrase(template: str, unit, number: int = 0) -> str:
    """A phrase with the unit's own words in it."""
    return template.format(c=unit.name, k=level(unit), s=unit.short_name[:1], n=number)
