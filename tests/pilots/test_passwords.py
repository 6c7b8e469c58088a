"""AU1 of RELIABILITY: generated candidates and the verdict that the rules give them, readable by eye."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from pilots.models import Officer
from tests.cast import PASSWORD

PLACES = ["ganzhou", "Zhanggong", "DINGNAN", "jingkai", "jiangxi", "赣州", "章贡", "定南"]
TRADE = ["shenpi", "xingzheng", "gaige", "reformtrack", "行政审批", "改革"]
YEARS = ["2019", "2020", "2021", "1949"]
SIGNS = ["!", "@", "#", "_"]
COMMON = [
    "123456",
    "password",
    "12345678",
    "qwerty",
    "abc123",
    "111111",
    "iloveyou",
    "admin",
    "welcome",
    "monkey",
    "1234567890",
    "qwertyuiop",
    "q1w2e3r4t5",
    "1qaz2wsx3edc",
    "password123",
    "Password123",
    "PASSWORD123!",
]
CLASSES = {"a": "copperkettle", "A": "COPPERKETTLE", "1": "4071936582", "!": "#-+=!?*~%&"}


def mixed(kinds: str, length: int) -> str:
    """`length` characters that take turns among the classes named."""
    return "".join(CLASSES[kinds[n % len(kinds)]][n // len(kinds) % 10] for n in range(length))


REFUSED = [
    *(place + year + sign for place in PLACES for year in YEARS for sign in SIGNS),  # 128
    *(f"{word}@{year}Aa" for word in TRADE for year in YEARS[:2]),  # 12
    *COMMON,  # 17
    *(mixed("aA1!", length) for length in range(1, 10)),  # 9: too short
    *(mixed(kinds, 12) for kinds in ("a", "A", "1", "!", "aA", "a1", "A1", "a!", "A!", "1!")),  # 10: two classes
    *("Aa1!" * n for n in range(3, 7)),  # 4: few characters, repeated
    *("a" * n for n in (10, 20, 64)),  # 3
    *(mixed("aA1!", length) + "x" for length in (128, 129, 200)),  # 3: too long
    "officer-2021A",
    "Officer#Officer1",
    PASSWORD,
    "郭志勇郭志勇aA1",
]
ACCEPTED = [
    *(mixed(kinds, length) for kinds in ("aA1", "aA!", "a1!", "A1!", "aA1!") for length in (10, 11, 12, 16)),  # 20
    *(mixed(kinds, length) for kinds in ("a", "aA", "a1", "1") for length in (20, 32, 64, 128)),  # 16: passphrases
    "correct horse battery staple",
    "一马当先两袖清风aA1",
    "蓝色的铜壶放在窗台上aA1",
    "今天下午三点在二楼会议室开会讨论铜壶的颜色问题",
    "Zhanggong-is-a-long-phrase-of-mine",
    "Kettle 2021 copper",
    "pässwörd-Kupfer-9",
    "Copper-Kettle-31",
]


def accepted(raw, officer) -> bool:
    try:
        validate_password(raw, officer)
    except ValidationError:
        return False
    return True


def test_there_are_candidates_enough():
    assert len(set(REFUSED + ACCEPTED)) >= 200


def test_weak_passwords_are_refused(cast):
    assert [raw for raw in REFUSED if accepted(raw, cast.officer)] == []


def test_good_passwords_are_accepted(cast):
    assert [raw for raw in ACCEPTED if not accepted(raw, cast.officer)] == []


def test_nothing_is_cut_off(cast):
    raw = mixed("aA1!", 128)
    cast.officer.change_password(raw)
    assert cast.officer.check_password(raw)
    assert not cast.officer.check_password(raw[:-1] + "?")
    assert not cast.officer.check_password(raw[:72])


def test_the_last_five_are_not_used_again(cast):
    chosen = [f"Copper-Kettle-{n}{n}" for n in range(6)]
    for raw in chosen:
        cast.officer.change_password(raw)
    assert [accepted(raw, cast.officer) for raw in chosen] == [True, False, False, False, False, False]


def test_a_one_time_password_is_not_kept_as_ones_own(cast):
    assert not accepted(cast.officer.reset_password(by=cast.lead), cast.officer)


CHANGES = [
    ("Wrong-Guess-99", "Copper-Kettle-31", "Copper-Kettle-31", "当前密码有误"),
    (PASSWORD, "Copper-Kettle-31", "Copper-Kettle-32", "两次输入的新密码不一致"),
    (PASSWORD, "short1A!", "short1A!", "至少"),
    (PASSWORD, "Ganzhou@2021", "Ganzhou@2021", "ganzhou"),
]


@pytest.mark.parametrize(("present", "new", "again", "said"), CHANGES)
def test_a_refused_change_says_why_and_changes_nothing(cast, as_, present, new, again, said):
    answer = as_(cast.officer).post("/password/", {"present": present, "new": new, "again": again})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert Officer.objects.get(pk=cast.officer.pk).check_password(PASSWORD)
    assert new not in answer.content.decode()
