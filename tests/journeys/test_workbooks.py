"""Ledgers as workbooks: bad rows mended, a ledger there and back, files of departments, a conflict resolved."""

import io
import zipfile

import pytest
from playwright.sync_api import expect

from tests.tools.filled import Filled
from tests.transfers.sheets import own_list

from .hands import Person

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def downloads(person: Person, words: str) -> bytes:
    with person.page.expect_download() as given:
        person.clicks(words)
    return given.value.path().read_bytes()


def takes_in(person: Person, *contents: bytes) -> None:
    """Choose files at the ledger; the preview opens by itself."""
    files = [
        {"name": f"{number}.xlsx", "mimeType": "application/octet-stream", "buffer": content}
        for number, content in enumerate(contents, 1)
    ]
    person.acts.append("files")
    person.page.set_input_files("input[name=files]", files)
    person.page.wait_for_url("**/sheets/loads/*/")


def test_a_roster_with_two_bad_rows_has_both_named_by_cell(somebody):
    officer = somebody("shicheng", "/staff/")
    departments = Filled(downloads(officer, "下载Excel"))
    known = departments.rows()[0]["原单位"]
    rows = [("易水生", known, "2021.2.8"), ("凌志军", f"{known[:-1]}", "2021.2.8"), ("危晓芳", known, "2021-02-30")]
    takes_in(officer, own_list(*({"姓名": name, "原单位": where, "到岗日期": day} for name, where, day in rows)))
    refused = officer.page.locator("#sheet tbody tr")
    expect(refused).to_have_count(2)
    expect(refused.nth(0)).to_contain_text("自制!C3")
    expect(refused.nth(0)).to_contain_text(known)
    expect(refused.nth(1)).to_contain_text("自制!D4")
    officer.clicks("采用", refused.nth(0))
    expect(officer.page.locator("#sheet tbody tr")).to_have_count(1)
    officer.page.locator("input[name=cell-arrived_on]").fill("2021-02-08")
    officer.clicks("改正")
    officer.sees("导入3行")
    officer.clicks("导入3行")
    officer.page.wait_for_url("**/staff/shicheng/")
    for name, _where, _day in rows:
        officer.page.goto(f"/staff/shicheng/?q={name}")
        officer.sees(name, "#roster")


def test_the_item_ledger_is_downloaded_changed_uploaded_and_confirmed(somebody):
    officer = somebody("shicheng", "/items/")
    book = Filled(downloads(officer, "下载Excel"))
    code = book.rows()[0]["事项编码"]
    book.put(code, "监管责任部门", "县市场监督管理局").put(code, "监管部门联系方式", "综合股")
    book.add(事项名称="权限内临时许可", 事项编码="360199009", 划出部门=book.rows()[0]["划出部门"], 批次="2")
    takes_in(officer, book.content())
    expect(officer.page.locator("#sheet ins").first).to_have_text("县市场监督管理局")
    officer.clicks("导入2行")
    officer.page.wait_for_url("**/items/shicheng/")
    officer.page.goto("/items/shicheng/?q=360199009")
    officer.sees("权限内临时许可")
    again = Filled(downloads(officer, "下载Excel"))
    assert again.value(code, "监管部门联系方式") == "综合股"


def test_departments_files_are_collected_into_one_preview(somebody):
    officer = somebody("longnan", "/items/")
    archive = zipfile.ZipFile(io.BytesIO(downloads(officer, "分部门收表")))
    names = archive.namelist()
    books = [Filled(archive.read(name)) for name in names]
    for book in books[:-1]:
        row = book.rows()[0]
        book.put(row["事项编码"], "监管责任部门", row["划出部门"]).put(row["事项编码"], "监管部门联系方式", "法规股")
    takes_in(officer, *(book.content() for book in books[:-1]))
    officer.sees(f"已交{len(books) - 1}家，应交{len(books)}家")
    officer.sees("未交")
    officer.clicks(f"导入{len(books) - 1}行")
    officer.page.wait_for_url("**/items/longnan/")


def test_a_row_that_a_colleague_changed_meanwhile_is_a_conflict_until_one_is_chosen(somebody):
    officer, lead = somebody("longnan", "/staff/"), somebody("longnan-lead", "/staff/")
    book = Filled(downloads(officer, "下载Excel"))
    name = book.rows()[0]["姓名"]
    lead.page.goto(f"/staff/longnan/?q={name}")
    lead.clicks(name)
    lead.page.locator("input[name=post]").fill("审批股 副股长")
    lead.page.locator("input[name=post]").press("Enter")
    lead.page.wait_for_url("**/staff/longnan/")
    takes_in(officer, book.put(name, "原岗位", "项目股 股长").content())
    conflict = officer.page.locator("table.conflict")
    expect(conflict).to_contain_text("审批股 副股长")
    expect(conflict).to_contain_text("项目股 股长")
    officer.clicks("保留本人内容")
    officer.clicks("导入1行")
    officer.page.wait_for_url("**/staff/longnan/")
    officer.page.goto(f"/staff/longnan/?q={name}")
    officer.sees("项目股 股长", "#roster")
