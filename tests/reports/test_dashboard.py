"""Screen 01: where the reform stands today, on the data of the picture itself."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from base import clock
from pilots.models import Officer
from tasks import measures
from tasks.models import Obligation, Plan
from tests.cast import Cast, make_unit
from tests.reports.picture import ON, Picture

pytestmark = pytest.mark.django_db
NOW = clock.moment_on(ON, 15, 30)
URL = "/dashboard/"


@pytest.fixture
def picture():
    return Picture()


@pytest.fixture
def look(client, picture):
    """`look(query, by=...)` -> the answer on the day of the picture."""

    def get(query="", by=None):
        client.force_login(by or picture.reviewer)
        with clock.at(NOW):
            return client.get(URL + query)

    return get


def tiles(answer):
    return {str(tile.name): tile.number for tile in answer.context["board"].figures}


def test_the_five_states_sum_to_the_total_and_due_soon_stands_apart(look):
    shown = tiles(look())
    assert shown == {
        "all": 211,
        "done": 67,
        "in_progress": 87,
        "submitted": 11,
        "overdue": 4,
        "not_started": 42,
        "soon": 2,
    }
    assert sum(shown[name] for name in ("done", "in_progress", "submitted", "overdue", "not_started")) == shown["all"]


def test_the_figures_say_what_is_behind_them(look):
    lines = {str(tile.name): tile.line.text for tile in look().context["board"].figures}
    assert lines == {
        "all": "五种状态合计",
        "done": "31.8%",
        "in_progress": "退回2 延期2",
        "submitted": "最长2工作日",
        "overdue": "最长21天",
        "not_started": "2月28日前9项",
        "soon": "2月28日前须办结48",
    }


def test_every_figure_leads_to_the_list_that_it_counts(look, client):
    tiles = look().context["board"].figures
    queries = [(tile.query, tile.number) for tile in tiles] + [
        (tile.line.query, int(re.findall(r"\d+", tile.line.text)[-1])) for tile in tiles if tile.line.query
    ]
    for query, number in queries:
        with clock.at(NOW):
            answer = client.get(f"/obligations/?{query}")
        assert f"<b>{number}</b>" in answer.content.decode() or f"{number}项" in answer.content.decode(), query


def test_the_gates_count_pilots_by_their_tasks_and_say_what_is_unmeasured(look, monkeypatch):
    monkeypatch.setattr(measures, "_PROVIDERS", {})
    stones = look().context["board"].milestones
    said = [(str(one.gate.phase), one.gate.passed, one.words, len(one.gate.unmeasured)) for one in stones]
    assert said == [
        ("挂牌组建", 13, "超期4 待核验1 延期1", 0),
        ("人员划转", 5, "待核验2 推进中10 未启动2", 1),
        ("正式运行", 0, "推进中15 未启动4", 3),
    ]
    assert not any(stone.gate.reached for stone in stones)


def test_a_gate_whose_ledgers_are_empty_is_passed_by_nobody(look):
    stones = look().context["board"].milestones
    said = [(str(one.gate.phase), one.gate.passed, one.words, one.gate.unmeasured) for one in stones]
    assert said[1] == ("人员划转", 0, "指标未达标5 待核验2 推进中10 未启动2", ())


def test_the_lamps_are_twelve_three_and_four(look):
    board = look().context["board"]
    assert [words for _light, words, _url, _chosen in board.lights] == ["正常12", "关注3", "滞后4"]
    behind = [row.unit.name for row in board.matrix.rows if row.lamp == "behind"]
    assert behind == ["安远县", "定南县", "会昌县", "寻乌县"]


def test_the_matrix_has_a_row_per_unit_and_its_sums_add_up(look):
    matrix = look().context["board"].matrix
    assert [row.unit.name for row in matrix.rows][-2:] == ["赣州蓉江新区", "市行政审批局"]
    assert [column.sum for column in matrix.columns] == [19, 17, 13, 5, 4, 8, 1, 0, 0, 0, 0, 0]
    assert sum(row.part for row in matrix.rows) == matrix.part == 67
    assert [words for words, _span in matrix.groups] == ["1月31日前", "2月28日前", "4月30日前", "2021年内"]


@pytest.mark.parametrize(
    ("name", "row", "words", "letter"),
    [
        ("定南县", 2, "定南县 第2项 超期21天 1月28日到期", "超21"),
        ("会昌县", 3, "会昌县 第3项 超期8天 2月10日到期", "超8"),
        ("章贡区", 1, "章贡区 第1项 已办结 1月15日到期", "办"),
        ("崇义县", 6, "崇义县 第6项 退回 2月28日到期", "退"),
        ("市行政审批局", 11, "市行政审批局 第11项 推进中 2021年内", "推"),
    ],
)
def test_a_cell_is_a_link_named_in_words_with_a_shape_and_a_letter(look, name, row, words, letter):
    one = Obligation.objects.get(unit__name=name, task__number=row)
    page = look().content.decode()
    cell = re.search(rf'<a href="/obligations/{one.key}/" title="{words}" aria-label="{words}">(.*?)</a>', page)
    assert f">{letter}</span>" in cell[1] and 'href="#m-' in cell[1]


def test_a_task_that_does_not_fall_on_a_unit_is_an_empty_cell(look):
    cells = {row.unit.name: row.cells for row in look().context["board"].matrix.rows}
    assert not cells["章贡区"][10].url and not cells["市行政审批局"][0].url


def drawn(answer):
    """How many cells of the matrix show their mark."""
    return sum(
        bool(cell.mark) and "·" not in cell.mark for row in answer.context["board"].matrix.rows for cell in row.cells
    )


@pytest.mark.parametrize(
    ("query", "cells", "label"),
    [
        ("", 211, "已办结"),
        ("?standing=overdue", 4, "超期"),
        ("?standing=returned", 2, "退回"),
        ("?standing=extended", 2, "批准延期"),
        ("?standing=soon", 2, "即将到期"),
        ("?mode=open", 144, "未办结"),
        ("?mode=days", 211, "已办结"),
        ("?phase=1", 57, "已办结"),
        ("?phase=3&standing=not_started", 14, "未启动"),
        ("?lamp=behind", 44, "已办结"),
        ("?standing=nonsense&mode=x&lamp=y&phase=9", 211, "已办结"),
    ],
)
def test_the_filters_of_the_address_narrow_the_matrix_and_its_sums(look, query, cells, label):
    answer = look(query)
    matrix = answer.context["board"].matrix
    assert (drawn(answer), str(matrix.narrowing.label)) == (cells, label)
    assert matrix.part == sum(row.part for row in matrix.rows) == sum(column.sum or 0 for column in matrix.columns)


def test_the_figures_stay_those_of_the_whole_plan_under_a_filter(look):
    assert tiles(look("?standing=overdue&phase=1&lamp=behind")) == tiles(look())


def test_the_days_left_are_shown_instead_of_letters(look):
    rows = {row.unit.name: row.cells for row in look("?mode=days").context["board"].matrix.rows}
    letters = [re.search(r"<span>(.*?)</span>", cell.mark)[1] for cell in rows["定南县"] if cell.mark]
    assert letters == ["办", "超21", "6", "10", "10", "核", "40", "71", "71", "年", "年"]


def test_the_sum_of_a_filtered_matrix_leads_to_the_same_list(look):
    assert 'standing=overdue"><b>4</b>/211' in look("?standing=overdue").content.decode()


def test_an_unknown_plan_is_not_found(look, picture):
    assert look("?plan=not-a-key").status_code == 404
    assert look(f"?plan={picture.plan.key}").status_code == 200


def test_units_without_an_officer_are_named(look):
    Officer.objects.filter(unit__name="石城县").update(is_active=False)
    page = look().content.decode()
    assert "1个单位没有在用的经办账号" in page and "石城县" in page


def test_a_year_without_its_rest_days_is_announced_in_red(look, client):
    assert "法定节假日尚未录入" not in look().content.decode()
    with clock.at(clock.moment_on(date(2039, 11, 1), 9)):
        assert "2040年法定节假日尚未录入" in client.get(URL).content.decode()


def test_without_a_plan_the_page_says_who_must_do_what_first(client):
    cast = Cast()
    client.force_login(cast.reviewer)
    page = client.get(URL).content.decode()
    assert "尚未导入工作方案" in page and reverse("tasks:plans") in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("reviewer", 200),
        ("overseer", 200),
        ("bureau_lead", 200),
        ("officer", 403),
        ("lead", 403),
        ("admin", 403),
        ("auditor", 403),
    ],
)
def test_only_the_bureau_sees_the_dashboard(client, who, status):
    cast = Cast()
    cast.plan()
    client.force_login(getattr(cast, who))
    assert client.get(URL).status_code == status


def test_a_plan_of_another_city_is_not_shown(look, picture):
    bureau = make_unit("other-bureau", "别市行政审批局", "bureau", make_unit("other", "别市", "city"))
    Plan.objects.create(title="别市方案", document_number="别市1号", bureau=bureau, loaded_on=ON, issued_on=ON)
    assert look().context["board"].plans == [picture.plan]


def test_at_most_seventeen_queries_and_as_many_for_ten_times_the_pilots(client, picture):
    client.force_login(picture.reviewer)
    client.get(URL)  # the first page of a session also notes when it was opened
    counts = []
    for copies in (range(0), range(1, 10)):
        for copy in copies:
            picture.add_pilots(copy)
        with clock.at(NOW), CaptureQueriesContext(connection) as counted:
            answer = client.get(URL)
        counts.append(len(counted))
    assert len(answer.context["board"].pilots) == 190 and 'class="ticks"' not in answer.content.decode()
    # Inside a transaction nothing is remembered; test_unchanged.py counts what a page asks otherwise.
    assert counts[0] == counts[1] <= 17
