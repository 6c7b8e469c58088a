"""一县一档 on paper: what was known by the end of a day, on page and in Word, in a fixed number of queries."""

import io
from datetime import date

import docx
import pytest

from base import clock
from base.models import StoredFile
from pilots.models import Unit
from reports import dossier as dossiers
from tasks.asof import AsOf
from tasks.models import Evidence, Problem
from tests.cast import at, obligation
from tests.reports.evenings import History

pytestmark = pytest.mark.django_db
TODAY = date(2021, 2, 18)


@pytest.fixture
def lived():
    """章贡区: row 1 sent on January 20, returned on the 25th; a problem on the 21st, answered the 22nd; a meeting."""
    past = History()
    cast, one = past.cast, obligation(past.plan, past.cast.own)
    for day, act in [
        (20, lambda on: one.submit(by=cast.officer, on=on, document_number="1号", short_reason="先行报送")),
        (21, past.raise_problem),
        (22, past.answer_problem),
        (23, past.meet),
        (25, lambda on: one.return_for_rework(by=cast.reviewer, on=on, text="文号不符")),
    ]:
        with clock.at(at(1, day)):
            act(date(2021, 1, day))
    return past


# Besides what the page of a unit asks: the lines, their proofs and files, problems, answers, meetings, decisions.
QUERIES = 16


def sections(lived, on, who="officer"):
    found = dossiers.dossier(lived.cast.own, getattr(lived.cast, who), AsOf(on, TODAY))
    return {section.title: [row for table in section.tables for row in table.rows] for section in found.sections}


# the day, how many rows of each part
PARTS = ["责任事项", "主要指标", "台账", "佐证材料清单", "问题与答复", "联席会议"]
DAYS = [(date(2021, 1, 19), [3, 3, 3, 0, 0, 0]), (date(2021, 1, 21), [3, 3, 4, 0, 1, 0]), (TODAY, [3, 3, 6, 0, 1, 1])]


@pytest.mark.parametrize("on, rows", DAYS, ids=[day.isoformat() for day, _rows in DAYS])
def test_it_holds_what_was_known_by_the_end_of_the_day(lived, on, rows):
    found = sections(lived, on)
    assert list(found) == PARTS
    assert [len(each) for each in found.values()] == rows


def test_its_lines_read_from_the_first_to_the_last(lived):
    ledger = [row for row in sections(lived, TODAY)["台账"] if row[0] > "2021-01-05" and row[2] != "系统"]
    assert [(row[0], row[2]) for row in ledger] == [("2021-01-20 10:00", "钟丽萍"), ("2021-01-25 10:00", "陈建国")]
    assert "文号：1号" in ledger[0][3] and "文号不符" in ledger[1][3]
    assert sections(lived, TODAY)["问题与答复"][0][3:] == [
        "已答复",
        "2021-01-22 答复：已协调（解决日期 2021年1月25日）",
    ]
    assert sections(lived, date(2021, 1, 21))["问题与答复"][0][3:] == ["待受理", ""]
    assert sections(lived, TODAY)["责任事项"][0][4] == "超期18天"


def test_a_problem_tells_all_that_became_of_it_and_no_proof_taken_back_is_listed(lived):
    with clock.at(at(2, 10)):
        problem = Problem.objects.get()
        problem.reopen(by=lived.cast.officer, on=date(2021, 2, 10), text="仍缺3人")
        one = obligation(lived.plan, lived.cast.own, 2)
        stored = StoredFile.objects.create(sha256="a" * 64, size=5)
        proof = {"obligation": one, "stored": stored, "name": "误传.pdf", "uploaded_by": lived.cast.officer}
        sent = Evidence.objects.create(**proof, uploaded_at=clock.now())
        one.report(by=lived.cast.officer, on=date(2021, 2, 10), text="误报", evidence=[sent])
        assert len(sections(lived, date(2021, 2, 10))["佐证材料清单"]) == 1
        one.undo(by=lived.cast.officer, on=date(2021, 2, 10))
    found = sections(lived, TODAY)
    assert found["佐证材料清单"] == []
    state, told = found["问题与答复"][0][3:]
    assert [line[:13] for line in told.splitlines()] == ["2021-01-22 答复", "2021-02-10 重新"] and state == "待受理"


def test_page_and_word_say_the_same(client, lived):
    client.force_login(lived.cast.reviewer)
    with clock.at(at(2, 18)):
        page = client.get("/dossiers/zhanggong/?on=2021-01-22").content.decode()
        paper = docx.Document(io.BytesIO(client.get("/dossiers/zhanggong/docx/?on=2021-01-22").content))
    words = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    found = sections(lived, date(2021, 1, 22), "reviewer")
    for row in (row for rows in found.values() for row in rows):
        for word in filter(None, row):
            assert word in words
            assert word.splitlines()[0] in page
    assert "文号不符" not in page and "数据截至2021年1月22日" in page


def test_its_queries_do_not_grow_with_the_ledger(client, lived, django_assert_num_queries):
    client.force_login(lived.cast.officer)
    with clock.at(at(2, 18)):
        client.get("/dossiers/zhanggong/")
        with django_assert_num_queries(QUERIES):
            client.get("/dossiers/zhanggong/")
        one = obligation(lived.plan, Unit.objects.get(key="zhanggong"), 2)
        one.report(by=lived.cast.officer, on=TODAY, text="推进")
        with django_assert_num_queries(QUERIES):
            client.get("/dossiers/zhanggong/")
