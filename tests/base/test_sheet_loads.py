"""Workbooks on their pages: out, in, looked at, answered, confirmed once, and seen by nobody else."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from base.models import AuditRecord

from .sheetledger import DEPARTMENTS
from .sheetpages import answered, at, changed_workbook, confirm, file, own_list, page, preview, send, whole

BAD = [
    ("缪春生", "县自然资源", "2021-02-25"),
    ("何志强", "县水利局", "2021-02-30"),
    ("廖建平", "县水利局", "2021-02-25"),
    ("谢国栋", "县发展改革委", "2021.2.8"),
]


def test_a_download_comes_back_unchanged(own, store):
    answer = own.get(at("download"))
    assert answer["Content-Disposition"].startswith("attachment")
    load = send(own, file(answer.content))
    assert {name: n for name, n in load.counts.items() if n} == {"found": 2, "unchanged": 2}
    assert AuditRecord.objects.filter(act="export").count() == 1


def test_refused_rows_are_named_by_cell_and_one_answer_each_mends_them(own, store):
    load = send(own, file(own_list(*BAD)))
    shown = preview(own, load)
    assert (shown.show, load.counts["refused"], load.counts["new"]) == ("refused", 3, 1)
    places = [(fault.place, fault.typed, fault.suggestion) for line in shown.lines for fault in line.faults]
    assert places == [
        ("自制!C2", "县自然资源", "县自然资源局"),
        ("自制!D3", "2021-02-30", ""),
        ("自制!B4", "廖建平", ""),
    ]
    answered(own, load, row=0, **{"cell-department": "县自然资源局"})
    answered(own, load, row=1, **{"cell-arrived_on": "2021-02-28"})
    answered(own, load, row=2, distinct="1")
    assert (load.counts["refused"], load.counts["new"]) == (0, 4)
    confirm(own, load)
    assert [each["name"] for each in store.now()][2:] == ["缪春生", "何志强", "廖建平", "谢国栋"]
    assert [each["arrived_on"] for each in store.now()][2:] == ["2021-02-25", "2021-02-28", "2021-02-25", "2021-02-08"]


def test_a_correction_that_is_wrong_too_stays_refused_with_what_was_typed(own):
    load = send(own, file(own_list(*BAD)))
    answered(own, load, row=1, **{"cell-arrived_on": "2月8日"})
    fault = preview(own, load).lines[1].faults[0]
    assert (fault.typed, load.counts["refused"]) == ("2月8日", 3)


def test_the_same_mistake_is_mended_in_all_rows_at_once(own):
    load = send(own, file(own_list(*((f"王{n}", "县自然资源", "2021-02-25") for n in "甲乙丙"))))
    assert preview(own, load).lines[0].faults[0].alike == 3
    answered(own, load, row=1, alike="on", **{"cell-department": "县自然资源局"})
    assert (load.counts["new"], load.counts["refused"]) == (3, 0)


def test_a_skipped_row_is_left_out_and_still_counted_and_can_be_taken_up(own, store):
    load = send(own, file(own_list(*BAD)))
    answered(own, load, row=3, skip="1")
    assert (load.counts["found"], load.counts["new"], load.counts["refused"], load.counts["skipped"]) == (4, 0, 4, 1)
    answered(own, load, row=3, skip="0")
    assert (load.counts["new"], load.counts["skipped"]) == (1, 0)


def test_refused_rows_are_never_lost(own, store):
    load = send(own, file(own_list(*BAD)))
    confirm(own, load)
    assert [each["name"] for each in store.now()][2:] == ["谢国栋"]
    sheet = load_workbook(io.BytesIO(own.get(at("rest", load.key)).content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if "问题" in row)
    table = [dict(zip(head, row, strict=True)) for row in rows[rows.index(head) + 1 :]]
    assert [(row["姓名"], row["原单位"], row["到岗日期"]) for row in table] == BAD[:3]
    assert all(row["问题"] for row in table)


def test_the_refused_rows_come_back_with_their_column_of_problems_passed_over(own):
    load = send(own, file(own_list(*BAD)))
    again = send(own, file(own.get(at("rest", load.key)).content))
    assert again.counts["refused"] == 3
    assert preview(own, again).unknown == []


def test_confirming_twice_writes_once(own, store):
    load = send(own, file(own_list(BAD[3])))
    key = page(own, load).context["confirm"]["key"].value()
    first, second, later = (confirm(own, load, key=each) for each in (key, key, "6f1c0f53-6a3f-4c53-a3f5-8ec3bd1f2a11"))
    assert [first.status_code, second.status_code, later.status_code] == [303, 303, 422]
    assert len(store.now()) == 3
    assert AuditRecord.objects.get(act="sheet_load").detail["added"] == 1


def test_what_changed_while_the_person_looked_is_shown_before_anything_is_written(own, store):
    load = send(own, file(changed_workbook(store, {"k1": {"hours": 24}})))
    store.change("k1", hours=16)
    answer = confirm(own, load)
    assert (answer.status_code, len(store.history["k1"])) == (409, 2)
    assert "台账刚有变动" in answer.content.decode()
    load.refresh_from_db()
    assert (load.state, load.counts["conflicts"], load.counts["unchanged"]) == ("waiting", 1, 2)
    line = preview(own, load, show="conflicts").lines[0]
    assert [str(each) for each in line.conflicts[0][1:]] == ["", "16", "24"]


def test_a_conflict_keeps_theirs_until_mine_is_chosen(own, store):
    content = changed_workbook(store, {"k1": {"hours": 24}, "k2": {"hours": 24}})
    store.change("k1", hours=16)
    load = send(own, file(content))
    assert (load.counts["changed"], load.counts["conflicts"]) == (1, 1)
    answered(own, load, row=0, mine="1")
    assert load.counts["changed"] == 2
    answered(own, load, row=0, mine="0")
    assert load.counts["changed"] == 1
    answered(own, load, mine="1")
    confirm(own, load)
    assert [each["hours"] for each in store.now()] == [24, 24]


def test_a_colleague_who_answered_meanwhile_makes_the_confirmation_look_again(own, store):
    load = send(own, file(own_list(*BAD)))
    seen = load.version
    answered(own, load, row=0, **{"cell-department": "县自然资源局"})
    assert confirm(own, load, version=seen).status_code == 409
    assert len(store.now()) == 2


def test_a_load_is_taken_back_as_a_whole_unless_somebody_went_on(own, store):
    load = send(own, file(changed_workbook(store, {"k1": {"hours": 24}})), file(own_list(BAD[3])))
    confirm(own, load)
    assert len(store.now()) == 3
    assert own.post(at("take_back", load.key)).status_code == 303
    assert [each["hours"] for each in store.now()] == [None, 8]
    again = send(own, file(changed_workbook(store, {"k1": {"hours": 24}})))
    confirm(own, again)
    store.change("k1", hours=40)
    assert own.post(at("take_back", again.key)).status_code == 422
    assert store.now()[0]["hours"] == 40


def test_a_discarded_load_can_no_longer_be_confirmed(own, store):
    load = send(own, file(own_list(BAD[3])))
    own.post(at("discard", load.key))
    assert confirm(own, load).status_code == 422
    assert len(store.now()) == 2


def test_a_file_that_cannot_be_read_is_named_and_does_not_stop_the_others(own):
    load = send(own, file(b"\x00\x01 nonsense", "坏.xlsx"), file(own_list(BAD[3]), "好.xlsx"))
    shown = page(own, load).content.decode()
    assert "“坏.xlsx”未读取" in shown
    assert load.counts["new"] == 1


def test_a_workbook_of_another_unit_or_table_is_refused_by_name(own, store):
    load = send(own, file(whole(store, place="dingnan", whose="定南县")))
    assert load.counts["found"] == 0
    assert "定南县 人员名册" in page(own, load).content.decode()


def test_columns_that_are_personal_or_unknown_are_named(own):
    rows = [("缪春生", "县水利局", "36010119900101123X", "好")]
    load = send(own, file(own_list(*rows, columns=("name", "department", "身份证号", "评语"))))
    shown = preview(own, load)
    assert (load.counts["new"], shown.unknown, [note["code"] for note in shown.alarms]) == (
        1,
        ["评语"],
        ["forbidden_column"],
    )
    assert "36010119900101123X" not in page(own, load, show="all").content.decode()


@pytest.mark.parametrize("name", ["load", "rest"])
def test_another_units_load_does_not_exist_for_others(own, sheet_cast, client, name):
    load = send(own, file(own_list(BAD[3])))
    client.force_login(sheet_cast.foreigner, "pilots.auth.OfficerBackend")
    assert client.get(at(name, load.key)).status_code == 404
    assert client.post(at("confirm", load.key)).status_code == 404
    assert client.post(at("answer", load.key), {"row": 0, "skip": "1"}).status_code == 404
    assert client.get(at("download")).status_code == 404


def test_who_may_only_look_downloads_and_loads_nothing(own, sheet_cast, client):
    load = send(own, file(own_list(BAD[3])))
    client.force_login(sheet_cast.lead, "pilots.auth.OfficerBackend")
    statuses = [client.get(at(name)).status_code for name in ("download", "upload", "grid", "parts")]
    assert statuses == [200, 403, 403, 403]
    assert page(client, load).status_code == 403


def zipped(**files) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, each in files.items():
            archive.writestr(f"{name}.xlsx", each)
    return content.getvalue()


def test_departments_are_asked_with_one_zip_and_those_who_did_not_answer_are_named(own, store):
    answer = own.get(at("parts"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        sent = {name[3:].partition("-")[0]: archive.read(name) for name in archive.namelist()}
    assert list(sent) == DEPARTMENTS
    load = send(own, file(zipped(水利=sent["县水利局"], 自然=sent["县自然资源局"]), "收回.zip"))
    told = preview(own, load).collected
    assert ([part for part, _rows in told.answered], told.missing) == (["县水利局", "县自然资源局"], ["县发展改革委"])
    assert "已交2家，应交3家" in page(own, load).content.decode()


def test_a_zip_that_is_none_is_named(own):
    load = send(own, file(b"no zip at all", "收回.zip"))
    assert "“收回.zip”未读取" in page(own, load).content.decode()


def test_an_upload_without_a_file_says_so(own):
    answer = own.post(at("upload"))
    assert answer.status_code == 422
    assert "请至少选择一个文件" in answer.content.decode()


@pytest.mark.parametrize(
    "given", [{"row": "0", "cell-secret": "x"}, {"cell-name": "x"}, {"row": "x"}, {"row": "99", "skip": "1"}]
)
def test_an_answer_to_nothing_that_stands_there_is_refused(own, given):
    load = send(own, file(own_list(BAD[3])))
    assert answered(own, load, **given).status_code == 422


def test_with_htmx_an_answer_brings_the_preview_alone(own):
    load = send(own, file(own_list(*BAD)))
    answer = own.post(at("answer", load.key), {"row": "0", "skip": "1"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert 'id="sheet"' in answer.content.decode()


@pytest.mark.parametrize("act", ["answer", "confirm", "take_back"])
def test_an_act_on_a_load_takes_the_same_queries_however_many_rows_it_has(own, store, act):
    assert queries_of(own, act, rows=4) == queries_of(own, act, rows=40)


def queries_of(client, act, rows) -> int:
    """How often the database is asked for one act on a load of new rows, each with the same mistake but one."""
    named = [(f"{act}{rows}-{n}", "县自然资源" if n else "县水利局", "2021-02-25") for n in range(rows)]
    load = send(client, file(own_list(*named)))
    mended = {"row": 1, "alike": "on", "cell-department": "县自然资源局"}
    with CaptureQueriesContext(connection) as answering:
        answered(client, load, **mended)
    with CaptureQueriesContext(connection) as confirming:
        assert confirm(client, load).status_code == 303
    with CaptureQueriesContext(connection) as undoing:
        assert client.post(at("take_back", load.key)).status_code == 303
    return len({"answer": answering, "confirm": confirming, "take_back": undoing}[act])
