"""A ledger as a grid: one post saves what changed, and what cannot be saved stays as it was typed."""

import pytest

from base.models import AuditRecord

from .sheetledger import Store, person
from .sheetpages import at


def grid(client, **asked):
    return client.get(at("grid"), asked).context["grid"]


def posted(shown, **changes) -> dict:
    """What a browser would send: every cell as it stands, with some typed anew."""
    data = {"key": "5a1d8b60-93a4-4a52-a9a9-d2f6b7a0c001"}
    for line in shown.lines:
        data |= {f"key-{line.number}": line.key, f"version-{line.number}": line.version}
        data |= {field.name: field.text for field in line.fields}
    return data | {name.replace("__", "-"): text for name, text in changes.items()}


def save(client, shown, asked="", **changes):
    return client.post(at("grid") + asked, posted(shown, **changes))


def test_saving_writes_the_changed_rows_alone_and_says_how_many(own, store):
    answer = save(own, grid(own), **{"c-1-post_kind": "事业"})
    assert answer.status_code == 303
    assert [len(versions) for versions in store.history.values()] == [1, 2]
    assert store.now()[1]["post_kind"] == "public"
    assert "已保存1行" in own.get(answer["Location"]).content.decode()
    assert AuditRecord.objects.get(act="sheet_load").detail["changed"] == 1


def test_saving_without_a_change_writes_nothing(own, store):
    assert save(own, grid(own)).status_code == 303
    assert [len(versions) for versions in store.history.values()] == [1, 1]


def test_a_wrong_cell_is_marked_and_nothing_is_saved_or_lost(own, store):
    answer = save(own, grid(own), **{"c-0-name": "王小明", "c-1-department": "县自然资源", "c-1-name": ""})
    assert answer.status_code == 422
    assert [len(versions) for versions in store.history.values()] == [1, 1]
    first, second = answer.context["grid"].lines
    assert [field.text for field in first.fields][:2] == ["王小明", "县水利局"]
    assert {field.column.name: field.text for field in second.faults} == {"department": "县自然资源", "name": ""}
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_choice_that_is_none_stays_visible_in_its_list(own):
    answer = save(own, grid(own), **{"c-0-post_kind": "工人"})
    kind = next(field for field in answer.context["grid"].lines[0].fields if field.column.name == "post_kind")
    assert (kind.text, kind.options[0]) == ("工人", ("工人", "工人"))


def test_somebody_elses_change_stands_beside_mine_until_one_is_chosen(own, store):
    shown = grid(own)
    store.change("k1", name="廖建国")
    answer = save(own, shown, **{"c-0-name": "廖建军"})
    assert answer.status_code == 409
    assert [each[1:] for each in answer.context["grid"].lines[0].conflicts] == [("廖建平", "廖建国", "廖建军")]
    assert save(own, shown, **{"c-0-name": "廖建军", "mine-0": "0"}).status_code == 303
    assert store.now()[0]["name"] == "廖建国"
    assert (
        save(
            own, shown, key="5a1d8b60-93a4-4a52-a9a9-d2f6b7a0c002", **{"c-0-name": "廖建军", "mine-0": "1"}
        ).status_code
        == 303
    )
    assert store.now()[0]["name"] == "廖建军"


def test_the_same_post_twice_saves_once(own, store):
    shown = grid(own)
    statuses = [save(own, shown, **{"c-0-name": "廖建军"}).status_code for _ in range(2)]
    assert (statuses, len(store.history["k1"])) == ([303, 303], 2)


def test_a_value_is_set_in_all_ticked_rows_without_scripts(own, store):
    save(own, grid(own), tick="1", set_column="department", set_value="县发展改革委")
    assert [each["department"] for each in store.now()] == ["县水利局", "县发展改革委"]


def many(store, count=120):
    for number in range(count):
        store.add(person(f"王{number}", "县发展改革委"))


def test_a_value_is_set_on_every_page_of_a_department(own, store):
    many(store)
    shown = grid(own, part="县发展改革委")
    save(own, shown, "?part=县发展改革委", everywhere="1", set_column="post_kind", set_value="行政")
    assert [each["post_kind"] for each in store.now()] == ["", "", *["civil"] * 120]


def test_rows_come_in_windows_under_column_groups_and_departments(own, store):
    many(store)
    assert (len(grid(own).lines), len(grid(own, page=3).lines)) == (50, 22)
    assert [column.name for column in grid(own, columns="work").columns] == ["moved", "hours", "items"]
    assert len(grid(own, part="县水利局").lines) == 1


def test_a_post_never_has_more_fields_than_are_read(own, store, settings):
    many(store)
    assert len(posted(grid(own))) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


@pytest.mark.parametrize("rows", [60, 600])
def test_the_grid_asks_for_its_rows_once_however_many(own, store, rows, django_assert_max_num_queries):
    many(store, rows)
    store.asked = 0
    with django_assert_max_num_queries(7):
        own.get(at("grid"))
    assert store.asked == 1


def test_an_empty_ledger_says_where_rows_come_from(own, store):
    store.history.clear()
    assert "台账还没有记录" in own.get(at("grid")).content.decode()


def test_another_units_grid_does_not_exist(own, client, sheet_cast):
    client.force_login(sheet_cast.foreigner, "pilots.auth.OfficerBackend")
    assert client.get(at("grid")).status_code == 404
    assert Store().now() == []
