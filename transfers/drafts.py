"""Drafts of transfer agreements 一事一协议 in Word: one item, one agreement, five headed contents (notice 二（二）).

Ready to be negotiated: what the ledgers hold stands in it, what they lack is a blank. The text is ours and Chinese,
whatever language the page is read in.
"""

from collections.abc import Sequence
from datetime import date

from django.utils import translation

from base import clock, word

from .book import Book
from .models import Agreement, Item
from .models.items import HANDOVER

CHINESE = "zh-hans"
HEADINGS = ("一、划转事项", "二、划转时间", "三、权责划分", "四、系统设备", "五、档案管理")
SOME_DAY = "　　　　年　　月　　日"


def drafts_of(book: Book, items: Sequence[Item]) -> bytes:
    """The .docx with an agreement for each item, each on pages of its own."""
    with translation.override(CHINESE):
        doc = word.document(clock.moment_on(book.today, 9), f"{book.unit.name}行政许可事项划转协议")
        for place, item in enumerate(items):
            if place:
                word.page_break(doc)
            Draft(doc, book, item).write()
        return word.to_bytes(doc)


class Draft:
    """The agreement of one item, written onto `doc`."""

    def __init__(self, doc, book: Book, item: Item):
        self.doc, self.book, self.item = doc, book, item
        self.unit = book.unit.name
        self.giver = book.department_names.get(item.department, "")
        self.paper = book.agreements.get(item.key) or Agreement(unit=book.unit, key=item.key)

    def write(self) -> None:
        self._head()
        for heading, write in zip(
            HEADINGS, (self._items, self._time, self._duties, self._systems, self._archives), strict=True
        ):
            word.heading(self.doc, heading)
            write()
        self._signatures()

    def _say(self, text: str) -> None:
        word.paragraph(self.doc, text)

    def _head(self) -> None:
        word.title(self.doc, f"{self.unit}行政许可事项划转协议")
        word.paragraph(self.doc, f"协议编号：{self.paper.number}" if self.paper.number else "协议编号：", indent=False)
        word.paragraph(self.doc, f"甲方（划出单位）：{self.giver}", indent=False)
        word.paragraph(self.doc, f"乙方（承接单位）：{self.unit}行政审批局", indent=False)
        basis = f"根据《{self.book.plan.title}》（{self.book.plan.document_number}）和" if self.book.plan else "根据"
        self._say(
            f"{basis}省委、省政府批准的{self.unit}相对集中行政许可权改革试点方案，"
            "按照“一事一协议”的要求，甲乙双方就下列事项的划转达成如下协议。"
        )

    def _items(self) -> None:
        item = self.item
        row = [item.name, item.code, item.get_kind_display(), self.giver]
        word.table(self.doc, ["事项名称", "事项编码", "事项类型", "划出单位"], [row])
        self._say(
            "上述事项的受理、审查、决定、送达及其变更、延续、撤回、注销等审批职权，自划转之日起由乙方行使，"
            "乙方以自己的名义作出决定，使用行政审批专用章，并承担相应的法律责任。"
        )

    def _time(self) -> None:
        day = _day(self.paper.transfer_on or self.item.cut_over_on)
        self._say(f"本事项的划转之日为{day}。自该日起由乙方受理和决定，甲方不再受理和决定。")
        self._say(
            "划转之日以前甲方已经受理、尚未办结的申请，仍由甲方依法办结，所作决定由甲方负责，"
            "办结后＿＿个工作日内将办理结果和案卷目录抄送乙方。"
        )

    def _duties(self) -> None:
        supervisor = self.item.supervisor or self.giver or "甲方"
        contact = self.item.supervisor_contact
        self._say("（一）乙方负责本事项的审批，对审批行为及其结果负责，并向社会公开办事指南。")
        self._say(
            f"（二）{supervisor}负责本事项划转后的事中事后监管和行业管理，对监管行为及其结果负责"
            + (f"，联系人：{contact}。" if contact else "，联系人：＿＿＿＿＿＿。")
        )
        self._say(
            "（三）审管互动：乙方作出决定后＿＿个工作日内将审批信息推送监管部门；监管部门将检查、处罚和撤销"
            "许可的建议反馈乙方。需要现场勘验、专家评审的，由乙方组织，监管部门派员配合。"
        )
        self._say("（四）法律法规、政策标准有调整的，监管部门应当在收到文件后及时告知乙方，并做好业务指导。")

    def _systems(self) -> None:
        self._say(
            "甲方应当在划转之日以前将下列四项移交乙方，由乙方逐项签收；"
            "审批业务系统的账号、权限、数据接口和专用设备一并移交，未移交前由甲方保障乙方正常使用。"
        )
        rows = [[str(label), *self._handed(part)] for part, (_letter, label) in HANDOVER.items()]
        word.table(self.doc, ["移交内容", "移交日期", "签收日期"], rows)

    def _handed(self, part: str) -> list[str]:
        days = (getattr(self.item, f"{part}_{which}_on") for which in ("handed", "signed"))
        return [_day(day) if day else "" for day in days]

    def _archives(self) -> None:
        self._say(
            "划转之日以前形成的审批档案，由甲方整理造册后移交乙方；依照规定应当由甲方保管的，由甲方保管，乙方可以查阅、复制。"
        )
        self._say("划转之日以后形成的审批档案，由乙方立卷归档和保管，监管部门可以查阅、复制。")

    def _signatures(self) -> None:
        self._say("本协议未尽事宜由双方协商解决。本协议一式＿＿份，双方各执＿＿份，自双方签字盖章之日起生效。")
        rows = [["代表（签字）：", "代表（签字）："], [f"日期：{SOME_DAY}"] * 2]
        word.table(self.doc, ["甲方（盖章）", "乙方（盖章）"], rows)


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else SOME_DAY
