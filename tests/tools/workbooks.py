"""Forty and more workbooks as offices really send them: `CASES` says of each what is in it and what becomes of it.

`rows` is what a person counts below the header. Each of them must come out as read, as refused at a named cell, or
as reported (a total, a remark, a repeated header, a sheet without header, a file refused as a whole).
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from base.sheets.columns import Column, Kind
from base.sheets.writing import SheetOut, workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NOUGHTS = '<numFmts><numFmt numFmtId="164" formatCode="000000"/></numFmts>'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

COLUMNS = (
    Column("name", "姓名", required=True, longest=20),
    Column("department", "原单位", aliases=("原部门",)),
    Column("kind", "编制", Kind.CHOICE, choices=(("admin", "行政"), ("public", "事业"))),
    Column("moved", "编随事转", Kind.YES_NO),
    Column("day", "到岗日期", Kind.DAY),
    Column("code", "文号", Kind.CODE),
    Column("steps", "环节数", Kind.NUMBER),
    Column("items", "承办事项", Kind.LIST),
)
LABELS = [str(column.label) for column in COLUMNS]
ROW = ("廖建平", "县发展改革委", "行政", "是", "2021-02-02", "定组字〔2021〕5号", 3, "立项审批、招标核准")
VALUES = {
    "name": "廖建平",
    "department": "县发展改革委",
    "kind": "admin",
    "moved": True,
    "day": "2021-02-02",
    "code": "定组字〔2021〕5号",
    "steps": 3,
    "items": ["立项审批", "招标核准"],
}


@dataclass(frozen=True)
class Case:
    """`build` writes the file; `read` rows come out whole; `refused` names cells, `reported` troubles with their rows;
    `values` are those of some rows by their place; `unread` is the code and place of a file refused as a whole."""

    build: Callable
    rows: int
    read: int
    refused: tuple[str, ...] = ()
    reported: dict[str, int] = field(default_factory=dict)
    values: dict[int, dict] = field(default_factory=dict)
    unread: tuple[str, str] | None = None
    ending: str = "xlsx"


def row(**changes) -> list:
    """The usual row with some cells changed, by name of the column."""
    names = [column.name for column in COLUMNS]
    return [changes.get(name, usual) for name, usual in zip(names, ROW, strict=True)]


def book(*rows, header=LABELS, above=(), change=None) -> Callable:
    """A builder of a workbook with one sheet 名册; `change` gets the sheet at the end."""

    def build(path: Path) -> None:
        made = Workbook()
        made.active.title = "名册"
        for each in (*above, header, *rows):
            made.active.append(list(each))
        if change:
            change(made.active)
        made.save(path)

    return build


def merging(*areas) -> Callable:
    return lambda sheet: [sheet.merge_cells(area) for area in areas]


def text(content: str, encoding: str = "utf-8") -> Callable:
    return lambda path: path.write_bytes(content.encode(encoding))


def lines(*rows, separator: str = ",") -> str:
    return "".join(separator.join(map(str, each)) + "\r\n" for each in rows)


def package(
    sheet: str, *, strings: str = "", formats: tuple = (), book: str = "", target: str = "worksheets/sheet1.xml"
):
    """A builder of a workbook from the XML of its sheet; `formats` are number format ids of the styles 0, 1, ..."""

    def build(path: Path) -> None:
        kinds = {"worksheet": target, "sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}
        relations = "".join(
            f'<Relationship Id="r{number}" Type="{LINKS}/{kind}" Target="{each}"/>'
            for number, (kind, each) in enumerate(kinds.items())
        )
        styles = "".join(f'<xf numFmtId="{number}"/>' for number in formats)
        content = {
            "[Content_Types].xml": f"{HEAD}<Types/>",
            "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{book}<sheets>'
            f'<sheet name="名册" sheetId="1" r:id="r0"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
            "xl/worksheets/sheet1.xml": HEAD + sheet,
            "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>',
            "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}">{NOUGHTS}<cellXfs>{styles}</cellXfs></styleSheet>',
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in content.items():
                archive.writestr(name, part)

    return build


def inline(*texts) -> str:
    return "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{each}</t></is></c>' for each in texts)


def xml_rows(*rows) -> str:
    return "".join(f"<row>{each}</row>" for each in rows)


def worksheet(rows: str, *, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def first_cells(rows: list[tuple], column: str = "C") -> list[str]:
    """Rows with a name, a department and one more cell given as XML attributes and content."""
    return [f'{inline(f"某{number}", "县水利局")}<c r="{column}{number + 1}" {cell}</c>' for number, cell in rows]


def three_columns(label: str, *cells: str) -> str:
    """A sheet of 姓名, 原单位 and one more column, whose cells are given as the rest of a <c> tag."""
    return worksheet(xml_rows(inline("姓名", "原单位", label), *first_cells([*enumerate(cells, start=1)])))


def dimension(reference: str) -> Callable:
    rows = xml_rows(inline(*LABELS[:2]), *[inline(f"某{number}", "县水利局") for number in range(3)])
    return package(worksheet(rows, before=f'<dimension ref="{reference}"/>'))


def hidden_rows(sheet) -> None:
    sheet.auto_filter.ref = "A1:H4"
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True


def far_formats(sheet) -> None:
    """Somebody filled borders and colours down over empty cells."""
    for number in range(5, 400):
        sheet.cell(number, 3).number_format = "0.00"


def epoch_1904(path: Path) -> None:
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active.title = "名册"
    made.active.append(LABELS)
    made.active.append(row(day=date(2021, 2, 8)))
    made.save(path)


def several_sheets(path: Path) -> None:
    made = Workbook()
    made.active.title = "填表说明"
    made.active.append(["请于2月底前填报"])
    made.active.append(["不要改动表头"])
    for title in ("名册", "名册续"):
        sheet = made.create_sheet(title)
        sheet.append(LABELS)
        sheet.append(row())
    made["名册续"].sheet_state = "hidden"
    made.save(path)


def own_workbook(path: Path) -> None:
    entries = [("k1", 4, VALUES), ("k2", 1, VALUES | {"name": "=HYPERLINK(1)", "items": []})]
    out = SheetOut(
        "名册", list(COLUMNS), entries, "定南县 人员名册", "灰色列不改", {"ledger": "staff", "place": "dingnan"}
    )
    path.write_bytes(workbook([out]))


def prefixed(path: Path) -> None:
    """Every element with a prefix, and parts named from the root: both are allowed, some programs do it."""
    rows = xml_rows(inline(*LABELS[:2]), inline("缪春生", "县水利局"), inline("何志远", "县林业局"))
    sheet = worksheet(rows).replace("</", "</x:").replace("<c ", "<x:c ").replace("<is>", "<x:is>")
    for tag in ("worksheet", "sheetData", "row", "t "):
        sheet = sheet.replace(f"<{tag}", f"<x:{tag}")
    package(sheet.replace("xmlns=", "xmlns:x="), target="/xl/worksheets/sheet1.xml")(path)


def two_row_header(sheet) -> None:
    merging("A1:A2", "B1:C1")(sheet)


def libreoffice() -> Callable:
    head = xml_rows(inline("姓名", "原单位", "环节数", "编随事转"))
    rows = (
        '<row r="2" hidden="false" collapsed="false">' + inline("缪春生", "县水利局")
        + '<c r="C2" s="0" t="n"><v>12</v></c><c r="D2" t="b"><v>1</v></c></row>'
        '<row r="3" hidden="true" collapsed="false">' + inline("何志远", "县林业局")
        + '<c r="C3" t="str"><f aca="false">C2+1</f><v>13</v></c><c r="D3" t="b"><v>0</v></c></row>'
        '<row r="1048576" customFormat="false" ht="12.8" hidden="false" customHeight="true"/>'
    )  # fmt: skip
    return package(worksheet(head + rows), formats=(0,))


def wps() -> Callable:
    """A picture in a cell is a function only WPS knows; its value is its own text."""
    picture = 't="str"><f>_xlfn.DISPIMG(&quot;ID_1&quot;,1)</f><v>=DISPIMG("ID_1",1)</v>'
    return package(three_columns("文号", picture, 't="n"><v>5</v>'), book='<fileVersion appName="xl"/>')


SHARED = (
    '<si><t>姓名</t></si><si><t>原单位</t></si><si><r><rPr><b/></rPr><t>县水</t></r><r><t>利局</t></r></si>'
    '<si><t>缪春生</t><rPh sb="0" eb="1"><t>miao</t></rPh></si><si><t>何_x000D_志_x5FD7_</t></si>'
)  # fmt: skip


def shared(*numbers: int) -> str:
    return "".join(f'<c t="s"><v>{number}</v></c>' for number in numbers)


CSV_ROWS = (LABELS, ROW, row(name="钟美玲", code='="00123"', day="2021/2/8 0:00:00"), row(name="'=1+1", code="'-5"))
YES_AND_NO = ("是", "√", "Y", "有", 1, True, "否", "×", "N", "无", 0, False)
SPELLINGS = ("2021.2.8", "2021-02-08", "2021/2/8", "2021年2月8日", "20210208", "２０２１年２月８号", "2021—2—8")

CASES = {
    "plain": Case(book(row(), row(name="钟美玲")), 2, 2, values={0: VALUES}),
    "titles_above": Case(
        book(row(), above=[["定南县人员名册"], ["填报单位：", "县水利局"], []], change=merging("A1:H1")), 1, 1,
        values={0: VALUES},
    ),
    "headings_decorated": Case(book(row(), header=[f"{label[:1]} {label[1:]}\n*（必填）" for label in LABELS]), 1, 1,
                               values={0: VALUES}),
    "heading_by_alias": Case(book(row(), header=["姓名", "原部门", *LABELS[2:]]), 1, 1, values={0: VALUES}),
    "header_over_two_rows": Case(
        book(["", "到岗日期", "环节数"], ["缪春生", "2021-02-08", 3], header=["姓名", "到岗情况", ""],
             change=two_row_header), 1, 1, values={0: {"name": "缪春生", "day": "2021-02-08", "steps": 3}},
    ),
    "heading_over_two_columns": Case(
        book(["缪春生", "", "县水利局"], ["何志远", "", "县林业局"], header=["姓名", "", "原单位"],
             change=merging("A1:B1", "A2:B2", "A3:B3")), 2, 2, values={1: {"name": "何志远"}},
    ),
    "dimension_too_small": Case(dimension("A1:B2"), 3, 3),
    "dimension_endless": Case(dimension("A1:XFD1048576"), 3, 3),
    "strict_namespace": Case(
        package(worksheet(xml_rows(inline(*LABELS[:2]), inline("缪春生", "县水利局")), namespace=STRICT)), 1, 1
    ),
    "elements_with_prefix": Case(prefixed, 2, 2, values={0: {"name": "缪春生"}}),
    "shared_texts": Case(
        package(worksheet(xml_rows(shared(0, 1), shared(3, 2), shared(4, 2))), strings=SHARED), 2, 2,
        values={0: {"name": "缪春生", "department": "县水利局"}, 1: {"name": "何\n志志"}},
    ),
    "merged_down": Case(
        book(row(), row(name="钟美玲", department=None), row(name="黄志强", department=None), change=merging("B2:B4")),
        3, 3, reported={"filled_down": 0}, values={2: {"department": "县发展改革委"}},
    ),
    "merged_across": Case(book(row(), row(kind=None), change=merging("B3:C3")), 2, 1, refused=("名册!B3",)),
    "section_headings": Case(
        book(["一、县发展改革委"], row(), ["二、县水利局"], row(), change=merging("A2:H2", "A4:H4")), 4, 2,
        reported={"remark_row": 2},
    ),
    "blank_rows": Case(book(row(), [], ["", "  "], row(), change=far_formats), 2, 2),
    "numbered_lines_left_empty": Case(
        book([1, *row()], [2, *row()], [3], [4], header=["序号", *LABELS]), 2, 2, values={1: VALUES}
    ),
    "hidden_rows": Case(book(row(), row(), row(), change=hidden_rows), 3, 3, reported={"hidden_rows": 0}),
    "hidden_columns": Case(
        book(row(), change=lambda sheet: setattr(sheet.column_dimensions["E"], "hidden", True)), 1, 1,
        reported={"hidden_columns": 0}, values={0: VALUES},
    ),
    "several_sheets": Case(several_sheets, 4, 2, reported={"sheet_skipped": 2, "hidden_sheet": 0}),
    "total_and_remarks": Case(
        book(row(), ["合 计", *[None] * 5, 3], ["填表人：张三", "审核人：李四"], ["注：以上为2月数据"]), 4, 1,
        reported={"total_row": 1, "remark_row": 2},
    ),
    "repeated_header": Case(book(row(), LABELS, row()), 3, 2, reported={"repeated_header": 1}),
    "unknown_and_forbidden_columns": Case(
        book([*row(), "好", "13800000000", "110101199003077774"], header=[*LABELS, "备注", "手机号码", "身份证号"]),
        1, 1, reported={"forbidden_column": 0}, values={0: VALUES},
    ),
    "nameless_column": Case(book([*row(), "这是什么"]), 1, 1, reported={"nameless_columns": 0}),
    "days_as_text": Case(
        book(*[row(day=day) for day in SPELLINGS]), len(SPELLINGS), len(SPELLINGS),
        values={number: {"day": "2021-02-08"} for number in range(len(SPELLINGS))},
    ),
    "days_as_days": Case(
        book(row(day=date(2021, 2, 8)), row(day=datetime(2021, 2, 8, 14, 30))), 2, 2,
        values={0: {"day": "2021-02-08"}, 1: {"day": "2021-02-08"}},
    ),
    "days_since_1904": Case(epoch_1904, 1, 1, values={0: {"day": "2021-02-08"}}),
    "days_in_chinese_formats": Case(
        package(three_columns("到岗日期", 's="1"><v>44235</v>', 's="2"><v>44235</v>'), formats=(0, 31, 57)), 2, 1,
        refused=("名册!C3",), values={0: {"day": "2021-02-08"}},
    ),
    "days_that_are_none": Case(
        book(row(day="2021-02-30"), row(day="2月8日"), row(day="21.2.8"), row(day="2021年2月"), row(day=44235),
             row(day="待定"), row(day="3021-02-08"), row()),
        8, 1, refused=tuple(f"名册!E{number}" for number in range(2, 9)),
    ),
    "full_width": Case(
        book(row(name="张　三", steps="１２", code="Ａ００７－１", kind="行　政", day="２０２１．２．８")), 1, 1,
        values={0: {"name": "张三", "steps": 12, "code": "A007-1", "kind": "admin", "day": "2021-02-08"}},
    ),
    "numbers_as_text": Case(
        book(row(steps="12.0"), row(steps="1,200"), row(steps=" 7 "), row(steps="12个"), row(steps="12.5"),
             row(steps="十二"), row(steps=1e20)),
        7, 3, refused=("名册!G5", "名册!G6", "名册!G7", "名册!G8"),
        values={0: {"steps": 12}, 1: {"steps": 1200}, 2: {"steps": 7}},
    ),
    "yes_and_no": Case(
        book(*[row(moved=word) for word in YES_AND_NO], row(moved=None), row(moved="半")), 14, 13,
        refused=("名册!D15",), values={5: {"moved": True}, 11: {"moved": False}, 12: {"moved": None}},
    ),
    "choices": Case(
        book(row(kind="admin"), row(kind=" 事业 "), row(kind="工勤")), 3, 2, refused=("名册!C4",),
        values={0: {"kind": "admin"}, 1: {"kind": "public"}},
    ),
    "blanks_and_unseen_signs": Case(
        book(row(name="  廖建平\u200b ", department="\u00a0县发展改革委\n", items="立项审批； 招标核准，\n立项审批、")),
        1, 1, values={0: VALUES},
    ),
    "formulas": Case(
        package(three_columns("环节数", '><f>1+2</f><v>3</v>', '><f>1+2</f>', '><f>1+2</f><v></v>',
                              't="str"><f>""</f><v></v>', 't="e"><f>1/0</f><v>#DIV/0!</v>')),
        5, 2, refused=("名册!C3", "名册!C4", "名册!C6"), values={0: {"steps": 3}, 3: {"steps": None}},
    ),
    "errors": Case(book(row(name="#N/A"), row(steps="#REF!"), row()), 3, 1, refused=("名册!A2", "名册!G3")),
    "codes_as_numbers": Case(
        package(three_columns("文号", 't="inlineStr"><is><t>360728199001011239</t></is>',
                              '><v>3.60728199001011E+17</v>', '><v>360728202100000123</v>',
                              's="1"><v>123</v>', '><v>1.5</v>', 's="2"><v>44235</v>',
                              't="inlineStr"><is><t>000123</t></is>'), formats=(0, 164, 14)),
        7, 3, refused=("名册!C3", "名册!C4", "名册!C6", "名册!C7"),
        values={0: {"code": "360728199001011239"}, 3: {"code": "000123"}, 6: {"code": "000123"}},
    ),
    "numbers_as_stored": Case(
        package(three_columns("原部门", '><v>1.1000000000000001</v>', '><v>1E+20</v>', '><v>2.50</v>')), 3, 3,
    ),
    "identity_number_in_a_text": Case(
        book(row(department="110101199003077774"), row(department="113607280145678901")), 2, 1, refused=("名册!B2",)
    ),
    "text_too_long": Case(book(row(name="长" * 21), row()), 2, 1, refused=("名册!A2",)),
    "libreoffice": Case(
        libreoffice(), 2, 2, reported={"hidden_rows": 0},
        values={0: {"steps": 12, "moved": True}, 1: {"steps": 13, "moved": False}},
    ),
    "wps": Case(wps(), 2, 2, values={1: {"code": "5"}}),
    "own_workbook": Case(own_workbook, 2, 2, values={0: VALUES, 1: {"name": "=HYPERLINK(1)", "items": []}}),
    "csv_of_chinese_excel": Case(text(lines(*CSV_ROWS[:2]), "gbk"), 1, 1, values={0: VALUES}, ending="csv"),
    "csv_with_mark": Case(
        text(lines(*CSV_ROWS), "utf-8-sig"), 3, 3, ending="csv",
        values={1: {"code": "00123", "day": "2021-02-08"}, 2: {"name": "=1+1", "code": "-5"}},
    ),
    "csv_with_semicolons": Case(text(lines(*CSV_ROWS[:2], separator=";")), 1, 1, values={0: VALUES}, ending="csv"),
    "tabs": Case(text(lines(*CSV_ROWS[:2], separator="\t")), 1, 1, values={0: VALUES}, ending="txt"),
    "unicode_text_of_excel": Case(
        text(lines(*CSV_ROWS[:2], separator="\t"), "utf-16"), 1, 1, values={0: VALUES}, ending="txt"
    ),
    "csv_quoted": Case(
        text(lines(LABELS, row(items='"立项审批\n招标核准"'), [], row(name='"廖建平"'))), 2, 2, values={0: VALUES},
        ending="csv",
    ),
    "csv_open_quote": Case(
        text(lines(LABELS, row(name='"廖建平'), row())), 2, 0, unread=("open_quote", "f"), ending="csv"
    ),
    "csv_swallowed_rows": Case(
        text(lines(LABELS, row(items='"立项审批'), row(), row(items='招标核准"'))), 3, 0, unread=("open_quote", "f!H2"),
        ending="csv",
    ),
    "heading_twice": Case(book(row(), header=[*LABELS[:7], "姓名"]), 1, 0, unread=("repeated_label", "名册")),
    "value_far_away": Case(
        package(worksheet(xml_rows(inline(*LABELS[:2]), inline("缪春生", "县水利局"))
                          + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), 1, 0,
        unread=("too_far", "名册!XFD1048576"),
    ),
    "no_header": Case(book(row(), header=["甲", "乙", "丙"]), 1, 0, unread=("no_header", "")),
    "old_excel": Case(lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), 0, 0,
                      unread=("old_office", ""), ending="xls"),
    "web_page_named_xls": Case(text("<html><table><tr><td>姓名</td></tr></table></html>"), 0, 0,
                               unread=("other_form", ""), ending="xls"),
}  # fmt: skip


def built(name: str, folder: Path) -> Path:
    """The file of a case, in the folder."""
    path = folder / f"f.{CASES[name].ending}"
    CASES[name].build(path)
    return path


def formula_cells(content: bytes) -> int:
    """How many cells of a workbook a spreadsheet program would calculate."""
    from openpyxl import load_workbook

    cells = (cell for sheet in load_workbook(io.BytesIO(content)) for each in sheet.iter_rows() for cell in each)
    return sum(cell.data_type == "f" for cell in cells)
