"""Warnings are sentences in both languages, and none lacks its words."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override

from tasks import reading_texts
from tasks.reading import Warning, read
from tasks.reading.as_json import as_json
from tests.tools.hostile import FIXTURES
from tests.tools.tables import xlsx

ROOT = Path(__file__).resolve().parents[3]
WORDINGS = [
    "每月25日前",
    "持续推进",
    "印发后30日内",
    "立行立改",
    "根据出库时间确定",
    "①2月底前,设计。②3月底前,开工。",
    "3月前",
    "另行通知",
]
SOURCES = [*(ROOT / "tasks/reading").glob("*.py"), ROOT / "base/archives.py", ROOT / "base/sheets/scan.py"]


def codes_made(name):
    """Literal first arguments of every call of `name` in the reader's sources."""
    nodes = (node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    called = (node for node in nodes if getattr(getattr(node, "func", None), "id", "") == name and node.args)
    return {part.value for node in called for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)}


@pytest.fixture(scope="module")
def notice():
    return read(FIXTURES / "notice-2020-29.docx", name="n.docx")


def test_every_error_has_its_sentence():
    made = codes_made("ReadingError") | codes_made("ArchiveRefused")
    assert made <= {*reading_texts.ERRORS, *reading_texts.SAME_SENTENCE}
    assert {*reading_texts.ERRORS, *reading_texts.SAME_SENTENCE} <= made | {"unsafe", "too_complex"}


def test_every_warning_has_its_sentence():
    made = codes_made("Warning") | {"merged_cells", "empty_cells"}
    assert made == {*reading_texts.WARNINGS} - {"two_unit_kinds_counted"}


def test_the_ganzhou_doubts_in_chinese(notice):
    with override("zh-hans"):
        assert [reading_texts.warning_text(doubt) for doubt in notice.warnings] == [
            "第2—10项责任单位为空，按合并单元格沿用“各试点县（市、区）”。",
            "第12项责任单位有两类，拆分为市行政审批局1项、试点19项。",
            "第10—12项时限只写“2021年”，按2021年12月31日截止。",
            "2021年1月31日、2021年2月28日是休息日，节点是否顺延，默认按文件不顺延。",
            "总体目标称“挂牌组建”，工作步骤称“组建挂牌阶段”。",
        ]


def test_english_sentences_have_no_chinese_beyond_what_is_quoted(notice):
    with override("en"):
        sentences = [reading_texts.warning_text(doubt) for doubt in notice.warnings]
    assert sentences[2] == "Rows 10–12 say only “2021年”; the last day is taken as 2021-12-31."
    assert not [text for text in sentences if re.search("[第项]", text)]


@pytest.mark.parametrize("wording", WORDINGS)
def test_every_kind_of_deadline_is_worded(wording):
    content = xlsx((1, "甲", "各试点县（市、区）", wording))
    (doubt,) = read(content, name="t.xlsx", issued_on=date(2021, 1, 4)).warnings
    with override("zh-hans"):
        sentence = reading_texts.warning_text(doubt)
    assert wording in sentence and "%" not in sentence and not re.search("[a-z]{3}", sentence)


@pytest.mark.parametrize(
    ("source", "place"), [("table 1, row 4", "表1第4行"), ("line 68", "第68行"), ("工作任务表!A7", "工作任务表!A7")]
)
def test_places_are_said_in_chinese(source, place):
    with override("zh-hans"):
        assert reading_texts.place_text(source) == place


def test_the_json_form_has_the_agreed_shape(notice):
    data = as_json(notice, obligations=211, text=reading_texts.warning_text, reason=reading_texts.reason_text)
    assert [*data] == ["plan", "phases", "units", "tasks", "obligations", "warnings"]
    assert data["plan"]["issued_on"] == "2020-12-31"
    assert data["phases"][1] == {"name": "人员划转阶段", "starts_on": "2021-02-01", "due_on": "2021-02-28"}
    assert [*data["tasks"][0]] == ["number", "text", "units", "groups", "lead", "deadline", "source"]
    assert {*data["tasks"][11]["deadline"]} == {
        "wording", "kind", "starts_on", "due_on", "precision", "standing",
        "recurs", "rule", "confidence", "reason", "stages",
    }  # fmt: skip
    assert {*data["warnings"][0]} == {"code", "text", "source"}


def test_a_warning_needs_no_parameters():
    assert Warning("no_units").params == {}
