"""What people type in a cell, and what becomes of it."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from base.sheets.cells import CellRefused, normalised, tidy
from base.sheets.columns import FORBIDDEN, Column, Kind, is_forbidden, plain
from base.sheets.identity import is_identity_number

KINDS = (("admin", "行政"), ("public", "参公事业"))


def column(kind: Kind) -> Column:
    return Column("field", "一栏", kind, choices=KINDS if kind is Kind.CHOICE else (), longest=16)


TAKEN = [
    (Kind.TEXT, "  张　三 ", "text", "张三"),
    (Kind.TEXT, "项目审批股　副股长", "text", "项目审批股 副股长"),
    (Kind.TEXT, "（一）、“甲”；乙", "text", "（一）、“甲”；乙"),
    (Kind.TEXT, "Ａ座３楼", "text", "A座3楼"),
    (Kind.TEXT, "一\r\n 二 ", "text", "一\n二"),
    (Kind.TEXT, "3", "number", "3"),
    (Kind.TEXT, "\u200b\ufeff", "text", ""),
    (Kind.CODE, "Ａ－００１ ２", "text", "A-0012"),
    (Kind.CODE, "定组字〔2021〕5号", "text", "定组字〔2021〕5号"),
    (Kind.CODE, "001234567890", "number", "001234567890"),
    (Kind.DAY, "2021-02-08", "day", "2021-02-08"),
    (Kind.DAY, "2021 . 2 . 8", "text", "2021-02-08"),
    (Kind.DAY, "2021年 2月 8日", "text", "2021-02-08"),
    (Kind.DAY, "20210208", "number", "2021-02-08"),
    (Kind.DAY, "2021/2/8 00:00:00", "text", "2021-02-08"),
    (Kind.DAY, "", "text", None),
    (Kind.NUMBER, "１２", "text", 12),
    (Kind.NUMBER, "12.", "text", 12),
    (Kind.NUMBER, "-3", "number", -3),
    (Kind.NUMBER, "－３", "text", -3),
    (Kind.NUMBER, "1,234,567", "text", 1_234_567),
    (Kind.NUMBER, "007", "text", 7),
    (Kind.YES_NO, "√", "text", True),
    (Kind.YES_NO, "ｙｅｓ", "text", True),
    (Kind.YES_NO, "FALSE", "bool", False),
    (Kind.YES_NO, "×", "text", False),
    (Kind.CHOICE, "参公 事业", "text", "public"),
    (Kind.CHOICE, "ADMIN", "text", "admin"),
    (Kind.LIST, "甲、乙，丙;丁\n甲", "text", ["甲", "乙", "丙", "丁"]),
    (Kind.LIST, " ", "text", []),
]
REFUSED = [
    (Kind.TEXT, "十七个字对这一栏来说实在是太长了些", "text", "17"),
    (Kind.TEXT, "", "formula", "公式"),
    (Kind.TEXT, "#REF!", "error", "#REF!"),
    (Kind.TEXT, "县水利局", "merged", "合并"),
    (Kind.CODE, "3607281990010112", "number", "15位"),
    (Kind.CODE, "1.5", "number", "文本"),
    (Kind.CODE, "-5", "number", "文本"),
    (Kind.CODE, "2021-05-01", "day", "日期"),
    (Kind.DAY, "2021-02-30", "text", "不是有效日期"),
    (Kind.DAY, "20211301", "text", "不是有效日期"),
    (Kind.DAY, "2月8日", "text", "缺年份"),
    (Kind.DAY, "2.8", "number", "缺年份"),
    (Kind.DAY, "2021年2月", "text", "缺日"),
    (Kind.DAY, "2021.2", "number", "缺日"),
    (Kind.DAY, "2/8/21", "text", "四位"),
    (Kind.DAY, "44235", "number", "2021-02-08"),
    (Kind.DAY, "0021-02-08", "text", "年份21"),
    (Kind.DAY, "下周", "text", "不是日期"),
    (Kind.NUMBER, "12个", "text", "不带单位"),
    (Kind.NUMBER, "12.5", "text", "整数"),
    (Kind.NUMBER, "1,2", "text", "不是数字"),
    (Kind.NUMBER, "30%", "text", "不是数字"),
    (Kind.NUMBER, "1" * 20, "number", "过大"),
    (Kind.YES_NO, "部分", "text", "“是”或“否”"),
    (Kind.CHOICE, "工勤", "text", "行政、参公事业"),
    (Kind.LIST, "甲、十七个字对这一栏来说实在是太长了些", "text", "17"),
]


@pytest.mark.parametrize(("kind", "text", "how", "value"), TAKEN)
def test_what_is_meant_is_kept(kind, text, how, value):
    kept = normalised(column(kind), text, how)
    assert kept == value
    assert type(kept) is type(value)


@pytest.mark.parametrize(("kind", "text", "how", "told"), REFUSED)
def test_what_cannot_be_meant_is_refused_with_what_to_type(kind, text, how, told):
    with override("zh-hans"), pytest.raises(CellRefused) as refused:
        normalised(column(kind), text, how)
    assert told in refused.value.sentence
    assert refused.value.sentence.endswith("。")


@given(
    day=st.dates(date(1949, 1, 1), date(2100, 12, 31)),
    form=st.sampled_from(("{}-{}-{}", "{}.{}.{}", "{}/{}/{}", "{}年{}月{}日", "{}年{:02}月{:02}号", "{}{:02}{:02}")),
    wide=st.booleans(),
)
def test_every_day_is_read_from_every_spelling(day, form, wide):
    text = form.format(day.year, day.month, day.day)
    typed = "".join(chr(ord(each) + 0xFEE0) if wide and each.isdigit() else each for each in f" {text}　")
    assert normalised(column(Kind.DAY), typed) == day.isoformat()


@given(
    number=st.integers(-999_999_999, 999_999_999),
    form=st.sampled_from(("{}", "{}.0", "{}.00", "{:,}", " {} ", "{:,}.0")),
)
def test_every_whole_number_is_read_from_every_spelling(number, form):
    assert normalised(column(Kind.NUMBER), form.format(number)) == number


@given(st.sampled_from(list(Kind)), st.text(max_size=30), st.sampled_from(("text", "number", "day", "bool")))
def test_any_text_is_kept_in_a_value_that_reads_as_itself_or_is_refused(kind, text, how):
    try:
        value = normalised(column(kind), text, how)
    except CellRefused as refused:
        assert refused.sentence
    else:
        again = "、".join(value) if isinstance(value, list) else "" if value is None else str(value)
        assert normalised(column(kind), again) == value


@given(st.text())
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


IDENTITY = {
    "110101199003077774": True,
    "证件 11010519491231002X，见附件": True,
    "11010519491231002x": True,
    "110105194912310021": False,
    "113607280145678901": False,
    "11360728MB1234567X": False,
    "1101011990030777740": False,
    "000117002000": False,
}


@pytest.mark.parametrize("text", IDENTITY)
def test_an_identity_number_is_told_from_a_code_by_birthday_and_check_digit(text):
    assert is_identity_number(text) is IDENTITY[text]


PERSONAL = (
    "身份证号",
    "身份证号码",
    "手 机",
    "联系电话",
    "出生年月",
    "出生日期",
    "家庭住址",
    "银行卡号",
    "Mobile",
    "ID number",
)
HARMLESS = ("姓名", "文号", "许可证号", "备注", "岗位", "事项编码", "行标识", "时限（工作日）", "identity of item")


def test_columns_of_personal_data_are_known_by_name():
    assert [label for label in PERSONAL if not is_forbidden(label, set())] == []
    assert [label for label in HARMLESS if FORBIDDEN.search(label)] == []


def test_a_column_of_the_table_itself_is_never_forbidden():
    assert not is_forbidden("监管部门联系电话", {plain("监管部门联系电话")})
