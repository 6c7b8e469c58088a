"""At the gate of the new office with a telephone: progress and a photo in five taps."""

import pytest
from playwright.sync_api import expect

from tests.tools.proofs import make_photo

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
THUMB = 44


def test_progress_with_a_photo_takes_five_taps(somebody):
    officer = somebody("ningdu", "/workbench/", **PHONE)
    officer.taps("更新", officer.row(3))
    officer.types("牌子今日挂出。")
    with officer.page.expect_file_chooser() as chosen:
        officer.acts.append("take a photo")
        officer.row(3).locator(".drop").tap()
    photo = {"name": "IMG_0218.jpg", "mimeType": "image/jpeg", "buffer": make_photo()}
    chosen.value.set_files(photo)
    officer.acts += ["shutter", "use the photo"]
    officer.taps("保存进展", officer.row(3))
    expect(officer.row(3)).to_have_class("ob saved")
    assert len(officer.acts) == 5
    officer.row(3).locator("[data-row-focus]").tap()
    officer.sees("IMG_0218.jpg", ".tl")


def test_what_the_thumb_must_hit_is_large_and_nothing_runs_off_the_side(somebody):
    officer = somebody("ningdu", "/workbench/", **PHONE)
    officer.taps("更新", officer.row(4))
    officer.page.wait_for_selector("form.edit")
    for control in officer.page.locator(".ob .btn, .nav a, .ob .drop").filter(visible=True).all():
        box = control.bounding_box()
        assert box["height"] >= THUMB and box["width"] >= THUMB, control.inner_text()
    for path in ("/workbench/", "/obligations/", "/me/", "/inbox/", "/plans/"):
        officer.page.goto(path)
        assert officer.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
