"""Pages frozen as PDF: all of the text comes back, nothing is fetched, and whoever cannot have one hears why."""

import re

import pypdfium2
import pytest
from django.utils import translation

from base import pdf
from base.pdf import PdfUnavailable, pdf_of

HEADS = ("序号", "事项名称", "编码", "原实施部门", "类别", "批次", "协议", "签订", "划转", "承办人", "监管部门", "备注")


def ledger(rows: int) -> str:
    head = "".join(f"<th>{each}</th>" for each in HEADS)
    body = "".join(
        f"<tr><td>{n}</td>{'<td>食品经营许可（新办）</td>' * (len(HEADS) - 2)}<td>第{n}号止</td></tr>"
        for n in range(1, rows + 1)
    )
    return page(f"<h1>定南县事项划转台账</h1><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="zh-CN"><head><title>台账</title>{head}</head><body>{body}</body></html>'


def sheets(content: bytes) -> list[str]:
    """The text of each sheet without blanks: a cell may be broken into lines anywhere."""
    document = pypdfium2.PdfDocument(content)
    texts = [re.sub(r"\s", "", sheet.get_textpage().get_text_range()) for sheet in document]
    document.close()
    return texts


@pytest.mark.fault
def test_a_ledger_of_600_rows_comes_back_whole():
    texts = sheets(pdf_of(ledger(600)))
    assert [int(n) for text in texts for n in re.findall(r"第(\d+)号止", text)] == list(range(1, 601))
    assert all("原实施部门" in text for text in texts)
    assert [re.search(r"第\d+页/共\d+页", text)[0] for text in texts] == [
        f"第{n}页/共{len(texts)}页" for n in range(1, len(texts) + 1)
    ]
    assert "定南县事项划转台账" in texts[0] and "定南县事项划转台账" in texts[-1]


def test_sheets_lie_across_and_carry_the_day():
    content = pdf_of(page(f'<h1>台账</h1><p class="asof">截至2021年2月18日</p>{"<p>一行</p>" * 100}'))
    document = pypdfium2.PdfDocument(content)
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [297, 210]
    document.close()
    assert all(text.count("截至2021年2月18日") == 1 for text in sheets(content))


def test_the_same_page_gives_the_same_bytes():
    assert pdf_of(ledger(3)) == pdf_of(ledger(3))


FETCHES = """
<base href="{url}"><link rel="stylesheet" href="{url}"><link rel="attachment" href="{url}">
<style>
  @import url({url});
  @font-face {{ font-family: far; src: url({url}) }}
  body {{ background: url({url}); font-family: far, sans-serif; }}
  li {{ list-style-image: url({url}) }}
  p::after {{ content: url({url}) }}
</style>
<img src="{url}" alt="图"><img src="/x.png" srcset="{url} 2x" alt="图"><ul><li>项</li></ul>
<svg width="9" height="9"><image href="{url}" width="9" height="9"/><use href="{url}#part"/></svg>
<svg width="9" height="9"><style>@import url({url});</style><rect width="9" height="9" fill="url({url}#part)"/></svg>
<object data="{url}"></object><embed src="{url}"><iframe src="{url}"></iframe><a rel="attachment" href="{url}">附件</a>
"""
SECRET = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="20" id="part"><text y="9">绝密</text></svg>'


def secrets_and_attachments(content: bytes) -> tuple[int, int]:
    document = pypdfium2.PdfDocument(content)
    attached = document.count_attachments()
    document.close()
    return "".join(sheets(content)).count("绝密"), attached


@pytest.mark.parametrize(
    "url", ["file://{secret}", "http://127.0.0.1:9/x.svg", "https://localhost:9/x.svg", "ftp://localhost"]
)
def test_a_page_cannot_make_the_server_fetch(url, tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "PRESS", "tests.base.presses:watched")
    (tmp_path / "secret.svg").write_text(SECRET)
    content = pdf_of(page(FETCHES.format(url=url.format(secret=tmp_path / "secret.svg")) + "<p>正文</p>"))
    assert "正文" in sheets(content)[0]
    assert secrets_and_attachments(content) == (0, 0)


def test_control_a_press_that_fetches_would_have_been_seen(tmp_path):
    import weasyprint

    (tmp_path / "secret.svg").write_text(SECRET)
    content = weasyprint.HTML(string=FETCHES.format(url=f"file://{tmp_path}/secret.svg")).write_pdf()
    shown, attached = secrets_and_attachments(content)
    assert shown > 0 and attached > 0


LACKING = [
    ("without_pango", "no_pango", "libpango-1.0-0"),
    ("without_fonts", "no_font", "fonts-noto-cjk"),
    ("without_any_memory", "too_heavy", "缩小范围"),
    ("no_such_press", "failed", "日志"),
]


@pytest.mark.parametrize(("press", "code", "named"), LACKING)
def test_whoever_cannot_have_a_pdf_hears_why_and_what_to_do_instead(press, code, named, monkeypatch):
    monkeypatch.setattr(pdf, "PRESS", f"tests.base.presses:{press}")
    with translation.override("zh-hans"), pytest.raises(PdfUnavailable) as refusal:
        pdf_of(page("<p>正文</p>"))
    assert refusal.value.code == code
    assert named in refusal.value.sentence
    assert "浏览器打印" in refusal.value.sentence


def test_a_table_over_the_limit_is_refused_before_any_work():
    with translation.override("zh-hans"), pytest.raises(PdfUnavailable) as refusal:
        pdf_of(ledger(pdf.MOST_CELLS // len(HEADS)))
    assert str(pdf.MOST_CELLS) in refusal.value.sentence
