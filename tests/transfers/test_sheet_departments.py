"""原单位与底数 as a workbook: open until the bureau is asked, locked once it has accepted."""

import pytest

from transfers.models import Department
from transfers.rulings import ask_staff_baseline

from .books import BASELINE, accepted, department
from .sheets import TODAY, at, confirm, counted, county, downloaded, faults, own_list, send, sentences

pytestmark = pytest.mark.usefixtures("the_day", "own_files")


@pytest.fixture
def cast(cast):
    return county(cast)


@pytest.fixture
def own(cast, as_):
    return as_(cast.officer)


def staff() -> dict[str, int | None]:
    return dict(Department.objects.current().values_list("name", "staff_before"))


def test_a_download_comes_back_unchanged(own):
    load = send(own, "departments", own.get(at("download", "departments")).content)
    assert counted(load) == {"found": 3, "unchanged": 3}


def test_figures_are_changed_and_new_departments_come_last(own):
    load = send(
        own,
        "departments",
        own_list(
            {"部门": "区民政局", "人数": "１２"},
            {"部门": "区水利局", "人数": 4},
            {"部门": "区林业局", "人数": ""},
        ),
    )
    assert counted(load) == {"found": 3, "new": 2, "changed": 1}
    confirm(own, load)
    assert list(staff().items())[1:] == [("区民政局", 12), ("区自然资源局", 10), ("区水利局", 4), ("区林业局", None)]
    orders = list(Department.objects.current().values_list("order", flat=True))
    assert orders == [1, 2, 3, 4, 5]


def test_a_department_is_renamed_but_none_is_listed_twice(own):
    load = send(
        own, "departments", downloaded(own, "departments").put("区民政局", "原单位", "区民政与社会局").content()
    )
    confirm(own, load)
    assert "区民政与社会局" in staff()
    book = downloaded(own, "departments").put("区民政与社会局", "原单位", "区发展改革委")
    assert counted(send(own, "departments", book.content())) == {"found": 3, "refused": 1, "unchanged": 2}


def test_nothing_changes_while_the_count_lies_before_the_bureau(own, cast):
    ask_staff_baseline(cast.own, by=cast.officer, on=TODAY, counted_on=BASELINE)
    load = send(own, "departments", downloaded(own, "departments").put("区民政局", "原审批人员", 12).content())
    assert counted(load) == {"found": 3, "refused": 1, "unchanged": 2}
    assert "撤回" in sentences(own, load)[0]


def test_an_accepted_count_is_changed_by_the_bureau_alone(own, cast):
    accepted(cast)
    book = downloaded(own, "departments").put("区民政局", "原审批人员", 12).add(原单位="区水利局", 原审批人员=3)
    load = send(own, "departments", book.add(原单位="区林业局").content())
    assert counted(load) == {"found": 5, "new": 1, "refused": 2, "unchanged": 2}
    assert [each[1:] for each in faults(own, load)] == [("12", "10"), ("3", "")]
    assert all("市局" in sentence for sentence in sentences(own, load))


def test_the_count_asks_few_questions_however_many_departments(own, cast, django_assert_max_num_queries):
    for number in range(30):
        department(cast, name=f"区第{number}局", order=10 + number)
    book = own.get(at("download", "departments")).content
    with django_assert_max_num_queries(60):
        load = send(own, "departments", book)
    assert counted(load) == {"found": 33, "unchanged": 33}
