"""A wrong file is refused with what was found and what to do."""

import pytest
from django.utils.translation import override

from tasks import reading_texts
from tasks.reading import ReadingError, read
from tests.tools.tables import docx, txt, xlsx

ROW = ("1", "挂牌", "各试点县（市、区）", "2021年")

# (name, content, code, place)
WRONG = [
    ("空.docx", b"", "empty", ""),
    ("空白.txt", b" \n\t ", "empty", ""),
    ("通知.docx", "没有压缩的文字".encode(), "not_office", ""),
    ("通知.pdf", b"%PDF-1.7 ...", "other_form", ""),
    ("通知.docx", b"\xff\xd8\xff\xe0", "other_form", ""),
    ("通知.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office", ""),
    ("通知.txt", b"\0\1\2\3", "not_text", ""),
    ("通知.txt", "只有文字，没有表格。".encode(), "no_table", ""),
    ("通知.docx", docx([("1", "2")], header=("甲", "乙")), "no_header", ""),
    ("通知.xlsx", xlsx(ROW, header=("甲", "乙", "丙", "丁")), "no_header", ""),
    ("通知.xlsx", xlsx(), "no_rows", ""),
    ("通知.xlsx", xlsx(("一等", *ROW[1:])), "bad_number", "Sheet!A2"),
    ("通知.txt", txt(ROW, ROW), "duplicate_number", "line 4"),
    ("通知.docx", docx([ROW, ("2", "", "市行政审批局", "2021年")]), "row_without_text", "table 1, row 3"),
    ("通知.xlsx", xlsx(("1", "=A2&A3", *ROW[2:])), "formula_without_value", "Sheet!B2"),
]


@pytest.mark.parametrize(("name", "content", "code", "source"), WRONG, ids=[f"{row[2]} {row[0]}" for row in WRONG])
def test_a_wrong_file_is_refused_with_its_reason(name, content, code, source):
    with pytest.raises(ReadingError) as refused:
        read(content, name=name)
    assert (refused.value.code, refused.value.source) == (code, source)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("name", "content", "code", "source"), WRONG, ids=[f"{row[2]} {row[0]}" for row in WRONG])
def test_the_refusal_is_a_sentence_without_gaps(name, content, code, source, language):
    with pytest.raises(ReadingError) as refused:
        read(content, name=name)
    with override(language):
        sentence = reading_texts.error_text(refused.value)
    assert "%" not in sentence and sentence.endswith("。" if language == "zh-hans" else ".")


def test_no_header_names_what_was_found():
    with pytest.raises(ReadingError) as refused:
        read(xlsx(ROW, header=("甲", "乙", "丙", "丁")), name="t.xlsx")
    assert refused.value.params["found"] == "甲、乙、丙、丁"


def test_the_form_is_told_from_the_content_and_not_from_the_name():
    assert read(xlsx(ROW), name="通知.docx").form == "xlsx"


def test_header_words_of_other_notices_are_known():
    header = ("编号", "重点任务", "牵头单位", "配合单位", "完成时间")
    (task,) = read(xlsx(("1", "挂牌", "市委编办", "市司法局", "3月底前"), header=header), name="t.xlsx").tasks
    assert (task.lead, task.support) == (("市委编办",), ("市司法局",))
