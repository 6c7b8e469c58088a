"""A circular from the locked figures to the signatures: who may do what with it, and that its figures never move."""

import io
from datetime import date

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from base import clock
from base.forms import Refused, Stale
from base.models import AuditRecord
from pilots.models import Role
from reports.circulars import annexes
from reports.circulars import docx as word
from reports.circulars.annexes import REASONS
from reports.circulars.docx import CELL_MARGIN_PT, PT_A_MM, SMALL
from reports.circulars.snapshot import canonical, digest, take
from reports.models import Circular, CircularReceipt, Letterhead, Snapshot
from tasks.models import Obligation
from tests.cast import Cast, at, make_officer, obligation

pytestmark = pytest.mark.django_db
ON, EARLIER = date(2021, 2, 18), date(2021, 1, 22)


@pytest.fixture
def world():
    """Row 1 of 章贡区 closed out on January 20; 定南县 and 赣州经开区 are overdue with theirs."""
    cast = Cast()
    cast.made = cast.plan()
    one = obligation(cast.made, cast.own)
    with clock.at(at(1, 19)):
        one.submit(by=cast.officer, on=date(2021, 1, 19), document_number="1号")
    with clock.at(at(1, 20)):
        one.sign_off(by=cast.reviewer, on=date(2021, 1, 20))
    with clock.at(at(2, 18)):
        yield cast


@pytest.fixture
def circular(world):
    return Circular.draft(by=world.reviewer, on=ON, plan=world.made)


def words(one, **instead):
    kept = ("title", "text", "recipients", "consent", "naming", "annexes", "reasons", "ranked", "ranked_why")
    more = ("head", "issuer", "copies", "printed_by", "number", "signed_on", "issue_number")
    return {name: getattr(one, name) for name in (*kept, *more)} | instead


def issued(one, world, **more):
    if one.state == "draft":
        one.submit(by=world.reviewer, on=ON)
    one.issue(by=world.bureau_lead, on=ON, number="赣市行审字〔2021〕7号", **more)
    return Circular.objects.for_page().get(pk=one.pk)


# -- figures -------------------------------------------------------------------------------------
def test_the_figures_are_those_of_the_day_and_the_same_for_whoever_asks(world):
    then, now = take(world.made, EARLIER, ON)["overall"], take(world.made, ON, ON)["overall"]
    assert (then["total"], then["done"], then["overdue"], then["due"]) == (10, 1, 0, 0)
    assert (now["total"], now["done"], now["overdue"], now["due"], now["due_done"]) == (10, 1, 2, 3, 1)
    standing = Obligation.objects.filter(plan=world.made)
    assert now["overdue"] == standing.overdue(ON).count()
    assert [row["unit"] for row in take(world.made, ON, ON)["overdue"]] == ["定南县", "赣州经开区"]


def test_a_snapshot_is_locked_and_proves_itself(circular):
    snapshot = circular.snapshot
    assert snapshot.intact and snapshot.sha256 == digest(snapshot.data) and len(snapshot.sha256) == 64
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.all().delete()


def test_a_paper_made_a_year_later_is_the_same_to_the_byte(world, circular):
    issued(circular, world)
    first = word.docx(circular.paper, circular.snapshot.taken_at)
    with clock.at(clock.moment_on(date(2022, 2, 18), 10)):
        late = obligation(world.made, world.foreign)
        late.submit(by=world.foreigner, on=date(2022, 2, 18), document_number="2号")
        again = Circular.objects.for_page().get(pk=circular.pk)
        assert again.snapshot.intact
        assert word.docx(again.paper, again.snapshot.taken_at) == first


def test_the_same_day_has_the_same_digest(world):
    assert digest(take(world.made, EARLIER, ON)) == digest(take(world.made, EARLIER, ON))
    assert canonical({"b": 1, "a": "县"}) == '{"a":"县","b":1}'


def test_there_are_no_figures_before_the_plan_nor_of_days_to_come(world):
    for day in (date(2021, 1, 3), date(2021, 2, 19)):
        with pytest.raises(ValidationError, match="范围内"):
            Circular.draft(by=world.reviewer, on=ON, plan=world.made, day=day)


# -- words ---------------------------------------------------------------------------------------
def test_words_change_and_figures_do_not(world, circular):
    circular.revise(by=world.reviewer, on=ON, **words(circular, text="共{责任事项 999}项。"))
    assert circular.text == "共{责任事项 10}项。"
    assert circular.paper.body[0].text == "共10项。"


# what is typed, where it is refused, with what sentence
WRONG = [
    ({"text": "{没有}"}, "text", "没有名为“没有”的数字"),
    ({"recipients": "各县（市、区）人民政府"}, "consent", "经……同意"),
    ({"ranked": True, "ranked_why": " "}, "ranked_why", "为何排名"),
]


@pytest.mark.parametrize("typed, field, sentence", WRONG, ids=[field for _typed, field, _sentence in WRONG])
def test_what_cannot_be_printed_is_refused_with_a_sentence(world, circular, typed, field, sentence):
    with pytest.raises(ValidationError) as refused:
        circular.revise(by=world.reviewer, on=ON, **words(circular, **typed))
    assert sentence in refused.value.message_dict[field][0]


def test_a_letterhead_addressed_to_governments_is_not_issued_without_consent(world, circular):
    Letterhead.objects.create(
        plan=circular.plan, issuer="赣州市行政审批局", head="文件", recipients="各县（市、区）人民政府"
    )
    one = Circular.draft(by=world.reviewer, on=ON, plan=circular.plan)
    with pytest.raises(ValidationError, match="经……同意"):
        issued(one, world)


def test_two_figures_of_one_name_bear_the_number_of_their_task(world):
    world.made.tasks.filter(number__in=(1, 2)).update(measure="staff_transferred", short_name="人员")
    names = [one["name"] for one in take(world.made, ON, ON)["measures"]]
    assert names == ["人员（1）", "人员（2）"]


def test_what_is_too_long_is_refused_and_not_cut(world, circular, client):
    client.force_login(world.reviewer)
    typed = {name: value for name, value in words(circular).items() if value} | {"version": 1}
    for wrong in ({"title": "标" * 121}, {"text": "{截止日}" * 3500}):
        assert client.post(f"/circulars/{circular.key}/revise/", typed | wrong).status_code == 422


def test_whoever_gives_another_reason_for_the_rank_answers_for_it(world, circular):
    circular.revise(by=world.bureau_lead, on=ON, **words(circular, ranked=True, ranked_why="市政府常务会议要求"))
    circular.revise(by=world.reviewer, on=ON, **words(circular, ranked=True, ranked_why="工作需要"))
    assert (circular.ranked_name, circular.ranked_why) == (world.reviewer.name, "工作需要")
    assert AuditRecord.objects.filter(act="circular").count() == 2


def test_after_any_refusal_the_form_still_bears_the_version_that_was_seen(world, circular, client):
    typed = {name: value for name, value in words(circular).items() if value} | {"version": 1}
    url = f"/circulars/{circular.key}/revise/"
    client.force_login(world.bureau_lead)
    assert client.post(url, typed | {"title": "另一人的标题"}).status_code == 303
    client.force_login(world.reviewer)
    for wrong, status in (({"issuer": ""}, 422), ({}, 409)):
        page = client.post(url, typed | wrong)
        assert page.status_code == status
        form = page.content.decode().partition('id="write"')[2]
        assert 'name="version" value="1"' in form[:600]


def test_with_the_governments_consent_the_text_says_so(world, circular):
    asked = {"recipients": "各县（市、区）人民政府", "consent": "赣州市人民政府"}
    circular.revise(by=world.reviewer, on=ON, **words(circular, **asked))
    assert circular.paper.body[0].text.startswith("经赣州市人民政府同意，根据《")


def test_whoever_ranks_is_recorded_and_the_table_has_a_rank(world, circular):
    assert "排名" not in circular.paper.annexes[0].head
    circular.revise(by=world.reviewer, on=ON, **words(circular, ranked=True, ranked_why="市政府常务会议要求"))
    assert (circular.ranked_name, circular.paper.annexes[0].head[0]) == ("陈建国", "排名")
    record = AuditRecord.objects.get(act="circular")
    assert record.by == world.reviewer and record.detail == {"ranked": True, "why": "市政府常务会议要求"}
    circular.revise(by=world.reviewer, on=ON, **words(circular, ranked=False))
    assert (circular.ranked_name, circular.ranked_why) == ("", "")


def test_a_reason_is_one_of_the_presets(client, world, circular):
    client.force_login(world.reviewer)
    typed = {name: value for name, value in words(circular).items() if value} | {"version": 1}
    address = f"/circulars/{circular.key}/revise/"
    assert client.post(address, typed | {"reason_0": "县里不配合"}).status_code == 422
    assert client.post(address, typed | {"reason_0": REASONS[1]}).status_code == 303
    circular.refresh_from_db()
    assert list(circular.reasons.values()) == [REASONS[1]]


def test_the_letterhead_is_a_setting_that_each_draft_takes_over(world, circular):
    assert circular.head == "市行政审批局文件"
    usual = {"issuer": "市改革办", "head": "市改革办文件", "printed_by": "市改革办综合组", "copies": "领导小组成员单位"}
    Letterhead.objects.create(plan=world.made, **usual)
    other = Circular.draft(by=world.reviewer, on=ON, plan=world.made)
    assert {name: getattr(other, name) for name in usual} == usual


def test_briefs_are_counted(world):
    first, second = (Circular.draft(by=world.reviewer, on=ON, plan=world.made, kind="brief") for _time in range(2))
    assert (first.paper.number, second.paper.number) == ("第1期", "第2期")
    assert first.paper.recipients == ""


# -- on its way ----------------------------------------------------------------------------------
def test_it_is_put_forward_sent_back_and_issued_by_the_lead(world, circular):
    circular.submit(by=world.reviewer, on=ON)
    assert list(Circular.objects.awaiting(world.bureau_lead)) == [circular]
    circular.send_back(by=world.bureau_lead, on=ON, why="补充下一步要求")
    assert (circular.state, circular.sent_back_why) == ("draft", "补充下一步要求")
    circular.submit(by=world.reviewer, on=ON)
    with pytest.raises(Refused):
        circular.issue(by=world.reviewer, on=ON, number="7号")
    elsewhere = make_officer("other-lead", Role.BUREAU_LEAD, world.office)
    with pytest.raises(Refused):
        circular.issue(by=elsewhere, on=ON, number="7号")
    with pytest.raises(ValidationError, match="发文字号"):
        circular.issue(by=world.bureau_lead, on=ON, number=" ")
    with pytest.raises(ValidationError, match="成文日期"):
        circular.issue(by=world.bureau_lead, on=ON, number="7号", signed_on=date(2021, 2, 17))
    with pytest.raises(ValidationError, match="不得晚于今日"):
        circular.issue(by=world.bureau_lead, on=ON, number="7号", signed_on=date(2021, 2, 19))
    assert circular.paper.mark == "草稿"
    one = issued(circular, world)
    assert (one.paper.mark, one.paper.day) == ("", "2021年2月18日")
    with pytest.raises(Refused, match="已签发"):
        one.revise(by=world.reviewer, on=ON, **words(one))


def test_nobody_issues_what_is_not_put_forward_or_was_put_forward_by_oneself(world, circular):
    with pytest.raises(Refused):
        circular.issue(by=world.bureau_lead, on=ON, number="7号")
    circular.submit(by=world.bureau_lead, on=ON)
    assert not Circular.objects.awaiting(world.bureau_lead).exists()
    with pytest.raises(Refused, match="由他人签发"):
        circular.issue(by=world.bureau_lead, on=ON, number="7号")


def test_what_has_braces_without_a_figure_goes_nowhere(world, circular):
    Circular.objects.filter(pk=circular.pk).update(text="已办结{没有这个数}项。")
    circular.refresh_from_db()
    with pytest.raises(ValidationError, match="没有这个数"):
        circular.submit(by=world.reviewer, on=ON)


def test_pilots_read_and_sign_once_what_was_issued(world, circular):
    assert not Circular.objects.visible_to(world.officer).exists()
    one = issued(circular, world)
    assert list(Circular.objects.awaiting(world.officer)) == [one]
    one.sign_for(by=world.officer, on=ON)
    assert not Circular.objects.awaiting(world.lead).exists()
    assert Circular.objects.awaiting(world.foreigner).exists()
    with pytest.raises(Refused, match="钟丽萍已签收"):
        one.sign_for(by=world.lead, on=ON)
    with pytest.raises(Refused):
        one.sign_for(by=world.reviewer, on=ON)
    assert CircularReceipt.objects.get().unit == world.own
    with pytest.raises(DatabaseError), transaction.atomic():
        CircularReceipt.objects.update(signed_name="他人")


def test_who_signed_elsewhere_is_the_bureaus_business(client, world, circular):
    issued(circular, world).sign_for(by=world.foreigner, on=ON)
    for reader, told in ((world.officer, False), (world.bureau_lead, True)):
        client.force_login(reader)
        assert ("郭志勇" in client.get(f"/circulars/{circular.key}/").content.decode()) is told


def test_how_many_signed_is_the_same_for_every_reader(world, circular):
    issued(circular, world).sign_for(by=world.foreigner, on=ON)
    for reader in (world.officer, world.foreigner, world.reviewer):
        seen = Circular.objects.visible_to(reader).for_list().get()
        assert (seen.signed, seen.pilots) == (1, world.made.pilots.count()), reader


def test_what_is_to_be_signed_for_stands_on_the_pilots_own_page_alone(client, world, circular):
    issued(circular, world)

    def told(reader, address="/workbench/"):
        client.force_login(reader)
        return "待签收通报" in client.get(address).content.decode()

    assert told(world.officer) and not told(world.officer, "/workbench/?on=2021-02-10")
    assert not told(world.reviewer, "/units/zhanggong/")
    circular.sign_for(by=world.lead, on=ON)
    assert not told(world.officer) and told(world.foreigner)


def test_who_saw_an_older_draft_is_told(world, circular):
    circular.revise(by=world.reviewer, on=ON, version=1, **words(circular, title="其一"))
    with pytest.raises(Stale):
        circular.revise(by=world.bureau_lead, on=ON, version=1, **words(circular, title="其二"))


def test_the_list_begins_with_the_newest(world, circular):
    with clock.at(at(2, 19)):
        second = Circular.draft(by=world.reviewer, on=date(2021, 2, 19), plan=world.made)
    assert list(Circular.objects.visible_to(world.reviewer).for_list()) == [second, circular]


def test_the_list_and_the_page_ask_the_same_whatever_the_number_of_pilots(
    client, world, circular, django_assert_num_queries
):
    issued(circular, world)
    client.force_login(world.reviewer)
    for address, queries in (("/circulars/", 6), (f"/circulars/{circular.key}/", 7)):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_ten_figures_of_a_whole_city_stand_beside_each_other_in_one_line():
    measured = [{"name": "标准化", "bounded": True, "done": 2829, "of": 3736}] * 10
    units = [{"name": "赣州蓉江新区", "pilot": True, "measures": [(282, 373)] * 10}]
    annex = annexes.measures({"measures": measured, "units": units})
    size = SMALL[0]
    # A figure is half as wide as a character.
    for width, figure in zip(annex.widths[1:], annex.rows[-1][1:], strict=True):
        assert figure == "2829/3736" and len(figure) * size / 2 <= width * PT_A_MM - CELL_MARGIN_PT
    assert len(annex.rows[0][0]) * size <= annex.widths[0] * PT_A_MM - CELL_MARGIN_PT


# -- the Word file -------------------------------------------------------------------------------
def read(content) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def test_the_command_writes_the_circular_of_a_day_and_keeps_nothing(world, tmp_path):
    target = tmp_path / "out.docx"
    call_command("circular", "--on", "2021-02-18", "--docx", target, "--json", tmp_path / "out.json")
    assert not Circular.objects.exists() and not Snapshot.objects.exists()
    paper, counted = read(target.read_bytes()), take(world.made, ON, ON)
    assert (tmp_path / "out.json").read_text() == canonical(counted)
    text = "\n".join(line.text for line in paper.paragraphs)
    total = counted["overall"]
    assert f"全市{total['total']}项责任事项中，已办结{total['done']}项，占10.0%" in text
    assert f"应办结{total['due']}项，已办结{total['due_done']}项，尚有2项未办结" in text
    progress, overdue = ([[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables[:2])
    assert [row[0] for row in progress] == ["试点县（市、区）", "章贡区", "定南县", "赣州经开区", "合计"]
    assert progress[-1] == ["合计", "3", "1", "1", "", "2"]
    assert [row[1:3] for row in overdue[1:]] == [["定南县", "任务1"], ["赣州经开区", "任务1"]]
    with pytest.raises(CommandError, match="2021-01-04"):
        call_command("circular", "--on", "2020-12-01", "--docx", target)


def test_the_file_has_the_measures_of_the_standard(circular):
    paper = read(word.docx(circular.paper, circular.snapshot.taken_at))
    for section in paper.sections:
        assert [round(getattr(section, f"{side}_margin").mm) for side in ("top", "bottom", "left", "right")] == [
            37,
            35,
            28,
            26,
        ]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    normal = paper.styles["Normal"]
    assert (normal.font.size.pt, normal.paragraph_format.line_spacing.pt * 22 <= 225 / 25.4 * 72) == (16, True)
    assert (16 - 0.25) * 28 <= 156 / 25.4 * 72
    assert (paper.styles["Title"].font.size.pt, paper.styles["Title"].font.name) == (22, "方正小标宋简体")
    # 版记 ends the file, on an even page of its own or under an annex that begins on one.
    assert paper.sections[-1].start_type == docx.enum.section.WD_SECTION.EVEN_PAGE
    assert "市行政审批局办公室" in paper.paragraphs[-1].text


def test_an_unissued_one_says_so_across_each_page_and_an_issued_one_does_not(world, circular):
    def marked(one):
        return "草稿" in read(word.docx(one.paper, one.snapshot.taken_at)).sections[0].header._element.xml

    assert marked(circular)
    assert not marked(issued(circular, world))
