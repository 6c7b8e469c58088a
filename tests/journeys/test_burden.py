"""Before the bureau asks again it reads what it asked already and what is known; the pilot sees the same figures."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
ASKED = "请核对人员名册的调入日期。"


def test_what_is_asked_is_counted_and_said_before_the_next_request(somebody):
    reviewer = somebody("reviewer", "/obligations/?unit=quannan&task=4")
    reviewer.clicks("人员划转", reviewer.page.locator("table.grid"))
    comment = reviewer.page.locator("#comment")
    reviewer.sees("本月已向全南县提出0次要求", "#comment")
    reviewer.clicks("本月已向全南县提出0次要求", comment)
    reviewer.sees("上次报送", "#comment")
    comment.get_by_label("意见").fill(ASKED)
    reviewer.clicks("提交意见")
    reviewer.sees("本月已向全南县提出1次要求", "#comment")

    reviewer.opens("/dashboard/")
    reviewer.clicks("基层负担")
    reviewer.clicks("全南县")
    reviewer.sees(ASKED, "table.grid")
    assert reviewer.acts == ["基层负担", "全南县"]

    officer = somebody("quannan", "/workbench/")
    officer.sees("当月上级共提出1次要求")
    officer.clicks("查看全部", officer.page.locator("section", has_text="基层负担").last)
    officer.sees(ASKED, "table.grid")
    officer.page.get_by_label("月份").select_option("2021-01")
    officer.sees("各试点1月15日前报送领导小组成立文件。", "table.grid")
