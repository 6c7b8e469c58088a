"""The frame of every page: policy, switches of one person, pages for faults."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views import defaults

from base import display, errors

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLES = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
FOR_PAPER_ALONE = {"frozen.css"}
# Not in Chromium 86, the floor of the browsers in use (DESIGN-UI).
TOO_NEW = re.compile(r":has\(|:is\(|:where\(|@container|subgrid|\binset\s*:|aspect-ratio|color-mix\(|^\s*&", re.M)


def ask(cookies=None, **post):
    request = RequestFactory().post("/display/", post) if post else RequestFactory().get("/")
    request.user = AnonymousUser()
    request.COOKIES.update(cookies or {})
    return request


def frame(**cookies):
    return render_to_string("404.html", {}, request=ask(cookies))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_carries_style_or_script_that_the_policy_would_block(path: Path):
    text = re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text())
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|hx-on|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_style_sheet_needs_a_newer_browser_than_the_offices_have(path: Path):
    assert not TOO_NEW.search(path.read_text())


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_style_sheet_is_linked_but_that_for_frozen_paper(path: Path):
    assert (f"css/{path.name}" in render_to_string("_styles.html")) == (path.name not in FOR_PAPER_ALONE)


def test_htmx_swaps_refused_forms_and_never_evaluates():
    shown = frame()
    assert '{"code":"(409|422)","swap":true,"error":false}' in shown
    for switch in ("allowEval", "allowScriptTags", "includeIndicatorStyles", "historyRestoreAsHxRequest"):
        assert f'"{switch}":false' in shown
    assert '"historyCacheSize":0' in shown


def test_single_keys_act_unless_switched_off():
    assert 'data-single-keys="on"' in frame()
    assert 'data-single-keys="off"' in frame(keys="off")


def test_large_type_is_a_class_of_the_page():
    assert '<html lang="zh-CN" class="big' in frame(type="big")


def test_the_switches_are_remembered_and_the_person_stays_on_the_page():
    answer = display.remember(ask(next="/me/", type="big"))
    assert answer["Location"] == "/me/"
    assert answer.cookies["type"].value == "big"
    assert answer.cookies["keys"].value == "off"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", ""])
def test_a_switch_never_leads_to_another_site(elsewhere):
    assert display.remember(ask(next=elsewhere, keys="on"))["Location"] == "/"


def test_a_fault_shows_the_number_under_which_the_log_knows_it():
    request = ask()
    request.request_id = "a1b2c3"
    answer = errors.server_error(request)
    assert answer.status_code == 500
    assert "<b>a1b2c3</b>" in answer.content.decode()


def test_a_foreign_page_and_a_missing_page_read_the_same():
    answer = defaults.page_not_found(ask(), Exception("obligation of 定南县"))
    assert answer.status_code == 404
    assert "页面不存在，或不在您的权限范围内" in answer.content.decode()
    assert "定南县" not in answer.content.decode()


def test_a_refusal_names_the_missing_right():
    answer = defaults.permission_denied(ask(), Exception("本角色不含：核验"))
    assert "本角色不含：核验" in answer.content.decode()


def test_the_frame_speaks_english_when_asked():
    with translation.override("en"):
        shown = frame()
    assert '<html lang="en"' in shown
    assert 'value="zh-hans" lang="zh-hans">中文' in shown


def test_the_demo_says_so_and_names_its_day(settings):
    settings.DEMO, settings.PINNED_TODAY = True, "2021-02-18"
    assert "业务日期固定为2021年2月18日" in frame()
    settings.DEMO = False
    assert "业务日期固定为" not in frame()
