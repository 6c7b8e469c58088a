"""The roster as a workbook: there and back, bad rows named by cell, twins, items by code, the whole load taken back."""

import pytest

from base.models import SheetRow
from transfers.models import StaffMember

from .books import on, revised
from .sheets import answered, at, confirm, counted, county, downloaded, faults, own_list, preview, send, sentences

pytestmark = pytest.mark.usefixtures("the_day", "own_files")


@pytest.fixture
def cast(cast):
    return county(cast)


@pytest.fixture
def own(cast, as_):
    return as_(cast.officer)


def names() -> set[str]:
    return set(StaffMember.objects.current().values_list("name", flat=True))


def new(name="缪春生", department="区自然资源局", arrived="2021.2.8", **more) -> dict:
    return {"姓名": name, "原单位": department, "到岗日期": arrived, **more}


def test_a_download_comes_back_unchanged(own):
    load = send(own, "staff", own.get(at("download", "staff")).content)
    assert counted(load) == {"found": 3, "unchanged": 3}


def test_a_changed_and_a_new_row_are_taken_in(own, cast):
    book = downloaded(own, "staff")
    book.put("廖建平", "编随事转", "是").put("廖建平", "可独立承担确认日期", "２０２１年２月１０日").put(
        "廖建平", "编制类别", "工勤"
    )
    book.add(姓名="缪春生", 原单位="区自然资源局", 到岗日期="2021.2.8", 承办事项="360104002、临时用地审批")
    load = send(own, "staff", book.content())
    assert counted(load) == {"found": 4, "new": 1, "changed": 1, "unchanged": 2}
    assert confirm(own, load).status_code == 303
    liao = StaffMember.objects.current().get(name="廖建平")
    assert (liao.version, liao.post_moved, liao.confirmed_on, liao.post_kind) == (2, True, on(2, 10), "worker")
    assert liao.document_number == "区组字〔2021〕5号"
    miao = StaffMember.objects.current().get(name="缪春生")
    assert (miao.department, miao.arrived_on, miao.post_kind) == (cast.land.key, on(2, 8), "administrative")
    assert miao.items == [str(cast.second.key), str(cast.nameless.key)]


def test_two_bad_rows_are_named_by_cell_and_one_answer_each_mends_them(own):
    load = send(own, "staff", own_list(new(), new("何志远", "区国土资源局"), new("谢国栋", arrived="2021-02-30")))
    assert counted(load) == {"found": 3, "new": 1, "refused": 2}
    assert faults(own, load) == [("自制!C3", "区国土资源局", "区自然资源局"), ("自制!D4", "2021-02-30", "")]
    answered(own, load, row=1, **{"cell-department": "区自然资源局"})
    answered(own, load, row=2, **{"cell-arrived_on": "2021-02-28"})
    assert sentences(own, load) == ["2021-02-28尚未到来。"]
    answered(own, load, row=2, **{"cell-arrived_on": "2021-02-08"})
    confirm(own, load)
    assert {"缪春生", "何志远", "谢国栋"} < names()


UNSOUND = [
    ({"到岗日期": "", "可独立承担确认日期": "2021-02-10"}, "D2", "到岗日期"),
    ({"可独立承担确认日期": "2021-02-01"}, "E2", "早于到岗"),
    ({"到岗日期": "2021-02-19"}, "D2", "尚未到来"),
    ({"编制类别": "公务员"}, "E2", "行政、参公事业"),
    ({"姓名": ""}, "B2", "不能为空"),
    ({"原单位": ""}, "C2", "不能为空"),
    ({"原岗位": "科" * 61}, "E2", "60"),
    ({"承办事项": "360104009"}, "E2", "360104009"),
]


@pytest.mark.parametrize(("change", "cell", "said"), UNSOUND, ids=range(len(UNSOUND)))
def test_what_the_roster_cannot_say_is_refused_by_its_cell(own, change, cell, said):
    load = send(own, "staff", own_list({**new(), **change}))
    assert counted(load) == {"found": 1, "refused": 1}
    assert [place for place, _typed, _rather in faults(own, load)] == [f"自制!{cell}"]
    assert said in sentences(own, load)[0]


@pytest.mark.parametrize(
    ("typed", "rather"),
    [("企业投资项目核准", "360104001"), ("360104001、36010402", "360104001、360104002"), ("某事项", "")],
)
def test_items_are_offered_by_the_code_that_is_meant(own, typed, rather):
    load = send(own, "staff", own_list(new(承办事项=typed)))
    assert [each[2] for each in faults(own, load)] == [rather]


def test_one_with_the_name_and_department_of_another_is_doubted_until_a_person_decides(own):
    load = send(own, "staff", own_list(new("黄志强"), new("王海燕"), new("王海燕", 原岗位="窗口")))
    assert counted(load) == {"found": 3, "new": 1, "refused": 2}
    assert "名册第" in sentences(own, load)[0]
    assert "本表第3行" in sentences(own, load)[1]
    answered(own, load, row=0, skip="1")
    answered(own, load, row=2, distinct="1")
    assert counted(load) == {"found": 3, "new": 2, "refused": 1, "skipped": 1}
    confirm(own, load)
    assert StaffMember.objects.current().filter(name="王海燕").count() == 2
    assert StaffMember.objects.current().filter(name="黄志强").count() == 1


def test_a_column_of_personal_numbers_is_named_and_not_kept(own):
    load = send(own, "staff", own_list(new(手机="13800001111", 身份证号="36210119800101001X", 出生年月="1980-01-01")))
    told = " ".join(note["text"] for note in preview(own, load).alarms)
    assert all(word in told for word in ("手机", "身份证号", "出生年月"))
    assert not SheetRow.objects.filter(cells__icontains="13800001111").exists()
    assert not SheetRow.objects.filter(cells__icontains="36210119800101001X").exists()


def test_what_somebody_else_changed_meanwhile_is_a_conflict_until_one_text_is_chosen(own, cast):
    mine = (
        downloaded(own, "staff").put("廖建平", "原岗位", "项目股 股长").put("廖建平", "划转文号", "区组字〔2021〕6号")
    )
    revised(cast, cast.liao, on(2, 17), post="审批股 副股长")
    load = send(own, "staff", mine.content())
    assert counted(load) == {"found": 3, "changed": 1, "unchanged": 2, "conflicts": 1}
    _column, *texts = preview(own, load, show="conflicts").lines[0].conflicts[0]
    assert texts == ["审批股", "审批股 副股长", "项目股 股长"]
    answered(own, load, row=0, mine="1")
    confirm(own, load)
    liao = StaffMember.objects.current().get(name="廖建平")
    assert (liao.post, liao.document_number, liao.version) == ("项目股 股长", "区组字〔2021〕6号", 3)


def test_a_change_after_the_look_is_shown_before_anything_is_written(own, cast):
    load = send(own, "staff", downloaded(own, "staff").put("钟美玲", "原岗位", "窗口").content())
    revised(cast, cast.zhong, on(2, 18), post="受理股")
    assert confirm(own, load).status_code == 409
    assert counted(load) == {"found": 3, "unchanged": 3, "conflicts": 1}
    assert StaffMember.objects.current().get(name="钟美玲").post == "受理股"


def test_a_load_is_taken_back_as_a_whole_unless_somebody_went_on(own, cast):
    book = downloaded(own, "staff").put("廖建平", "原岗位", "窗口").add(姓名="缪春生", 原单位="区民政局")
    load = send(own, "staff", book.content())
    confirm(own, load)
    load.refresh_from_db()
    answer = own.post(f"{load.get_absolute_url()}take-back/", {"key": "6f1c0f53-6a3f-4c53-a3f5-8ec3bd1f2a11"})
    assert answer.status_code == 303
    assert names() == {"廖建平", "钟美玲", "黄志强"}
    assert StaffMember.objects.current().get(name="廖建平").post == "审批股"

    again = send(own, "staff", downloaded(own, "staff").put("黄志强", "原岗位", "窗口").content())
    confirm(own, again)
    revised(cast, cast.huang, on(2, 18), post_moved=True)
    answer = own.post(f"{again.get_absolute_url()}take-back/", {"key": "7f1c0f53-6a3f-4c53-a3f5-8ec3bd1f2a11"})
    assert answer.status_code == 422
    assert StaffMember.objects.current().get(name="黄志强").post == "窗口"


def test_the_grid_saves_the_same_way(own, cast):
    shown = own.get(at("grid", "staff"), {"columns": "training"}).context["grid"]
    posted = {field.name: field.text for line in shown.lines for field in line.fields} | {
        f"{name}-{line.number}": getattr(line, name) for line in shown.lines for name in ("key", "version")
    }
    wrong = own.post(f"{at('grid', 'staff')}?columns=training", posted | {"c-0-confirmed_on": "2021-02-30"})
    assert wrong.status_code == 422
    right = own.post(f"{at('grid', 'staff')}?columns=training", posted | {"c-0-confirmed_on": "2021.2.9"})
    assert right.status_code == 303
    assert StaffMember.objects.current().filter(confirmed_on=on(2, 9)).count() == 1
