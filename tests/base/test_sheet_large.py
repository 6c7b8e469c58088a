"""Large workbooks: read by a worker or by who waits, previewed window by window, within bounds of memory."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from base import jobs
from base.models import SheetLoad, SheetRow
from base.sheets import loads, taking
from base.sheets.writing import SheetOut, workbook
from tests.cast import Cast
from tests.own_database import ROOT

from .sheetledger import COLUMNS, person
from .sheetpages import at, file, own_list, page, preview, send

SOME = [(f"王{number}", "县水利局", "2021-02-25") for number in range(30)]


@pytest.fixture
def everything_is_large(monkeypatch):
    """Nothing is read while its sender waits."""
    monkeypatch.setattr(loads, "READ_AT_ONCE", 0)


@pytest.fixture
def waiting(everything_is_large, own):
    return send(own, file(own_list(*SOME)))


def test_a_large_file_waits_for_a_worker_and_the_page_tells_how_far_it_is(waiting, own):
    assert waiting.state == "reading"
    (taking.room_of(waiting) / "progress-0").write_text("1500")
    shown = page(own, waiting).content.decode()
    assert "已读取1500行" in shown
    assert 'hx-trigger="every 1s"' in shown


def test_the_worker_reads_it_once_and_removes_the_file(waiting, own):
    room = taking.room_of(waiting)
    assert room.is_dir()
    jobs.read_sheet(waiting.pk)
    jobs.read_sheet(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.counts["new"], waiting.rows.count()) == ("waiting", 30, 30)
    assert not room.exists()


def test_the_worker_is_rung_for_only_once_the_load_is_saved(
    everything_is_large, own, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as rung:
        send(own, file(own_list(*SOME)))
    sent = []
    monkeypatch.setattr(jobs.read_sheet, "apply_async", lambda args, **_how: sent.append(args))
    for ring in rung:
        ring()
    assert sent == [(SheetLoad.objects.get().pk,)]


def test_without_a_worker_the_page_reads_it_itself_after_ten_seconds(waiting, own):
    assert preview_or_none(own, waiting) is None
    SheetLoad.objects.update(created_at=timezone.now() - timedelta(seconds=11))
    assert preview(own, waiting).counts["new"] == 30


def test_a_load_whose_worker_was_killed_is_read_again(waiting, own):
    SheetLoad.objects.update(taken_at=timezone.now() - timedelta(seconds=30))
    assert preview_or_none(own, waiting) is None
    SheetLoad.objects.update(taken_at=timezone.now() - loads.LEASE - timedelta(seconds=1))
    assert preview(own, waiting).counts["new"] == 30


def test_the_page_that_waited_is_led_to_the_preview(waiting, own):
    jobs.read_sheet(waiting.pk)
    answer = own.get(at("load", waiting.key), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == waiting.get_absolute_url()


def test_a_load_put_aside_while_it_waited_keeps_nothing(waiting, own):
    own.post(at("discard", waiting.key))
    jobs.read_sheet(waiting.pk)
    assert SheetRow.objects.count() == 0
    assert not taking.room_of(waiting).exists()


def test_old_loads_go_with_their_rows(own):
    send(own, file(own_list(*SOME)))
    assert loads.sweep() == 0
    SheetLoad.objects.update(created_at=timezone.now() - loads.KEPT_FOR - timedelta(days=1))
    assert (loads.sweep(), SheetRow.objects.count()) == (1, 0)


@pytest.mark.parametrize("rows", [150, 1500])
def test_a_window_takes_the_same_queries_however_many_rows_there_are(own, rows, django_assert_num_queries):
    load = send(own, file(own_list(*((f"王{n}", "县水利局", "2021-02-30") for n in range(rows)))))
    with django_assert_num_queries(5):
        answer = page(own, load, show="refused", page=2)
    assert len(answer.context["preview"].lines) == min(100, rows - 100)


def preview_or_none(client, load):
    return (page(client, load).context or {}).get("preview")


@pytest.mark.stack
@pytest.mark.fault
def test_twenty_thousand_rows_stay_within_300_mib(own_database, tmp_path, figures):
    Cast()
    rows = [
        ("", None, person(f"王{n}", "县水利局" if n % 9 else "县水利", arrived_on="2021-02-25", hours=n))
        for n in range(20_000)
    ]
    path = tmp_path / "large.xlsx"
    path.write_bytes(workbook([SheetOut("大表", list(COLUMNS), rows)]))
    command = [sys.executable, "-m", "tests.base.big_load", str(path)]
    told = subprocess.run(command, env=own_database.env, cwd=ROOT, capture_output=True, text=True, timeout=170)
    assert told.returncode == 0, told.stderr
    cost = json.loads(told.stdout.splitlines()[-1])
    figures("20,000 rows taken in", outcome=cost)
    assert cost["waited"] == "reading"
    assert cost["counts"]["found"] == 20_000
    assert cost["extra_mib"] + cost["cage_mib"] < 300
