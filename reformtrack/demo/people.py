"""The demo's people: two in each pilot, five at the bureau, one at the leading group's office."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from pilots.models import Officer, Role, Unit

from . import PASSWORD

# pilot: county officer, county lead
NAMES = {
    "zhanggong": ("曾晓玲", "卢志坚"),
    "nankang": ("邱小红", "廖建平"),
    "ganxian": ("赖小芳", "刘志刚"),
    "xinfeng": ("王春梅", "黄国强"),
    "dayu": ("叶丽华", "朱卫东"),
    "shangyou": ("方海英", "胡志明"),
    "chongyi": ("陈秀兰", "蔡永生"),
    "anyuan": ("杜小燕", "欧阳明"),
    "longnan": ("徐慧敏", "缪建国"),
    "quannan": ("李桂香", "谭文辉"),
    "dingnan": ("钟丽萍", "郭志勇"),
    "xingguo": ("谢美珍", "吕建华"),
    "ningdu": ("彭晓东", "曾庆华"),
    "yudu": ("易小兰", "管建军"),
    "huichang": ("文冬梅", "池永红"),
    "xunwu": ("凌志芳", "古伟明"),
    "shicheng": ("温小琴", "熊建文"),
    "jingkai": ("周敏", "孙立新"),
    "rongjiang": ("温海燕", "谢建军"),
}
BUREAU = [
    ("reviewer", "陈建国", Role.REVIEWER, "ganzhou-bureau", "改革协调科科长"),
    ("reviewer2", "罗敏", Role.REVIEWER, "ganzhou-bureau", "改革协调科副科长"),
    ("lead", "李明辉", Role.BUREAU_LEAD, "ganzhou-bureau", "副局长"),
    ("overseer", "胡晓波", Role.REVIEWER, "ganzhou-office", "综合组组长"),
    ("admin", "王卫民", Role.ADMIN, "ganzhou-bureau", "信息科科长"),
    ("auditor", "赵红", Role.AUDITOR, "ganzhou-bureau", "机关纪委干部"),
]


# At the bureau only this one reads the names of the people transferred.
SEES_NAMES = {"reviewer"}


@dataclass(frozen=True)
class Account:
    """One log-in of the demo."""

    username: str
    name: str
    role: str
    unit: str
    post: str


def accounts() -> list[Account]:
    """All of them, the ones a visitor tries first in front."""
    pilots = [
        account
        for key, (officer, lead) in NAMES.items()
        for account in (
            Account(key, officer, Role.COUNTY_OFFICER, key, "科员"),
            Account(f"{key}-lead", lead, Role.COUNTY_LEAD, key, "副局长"),
        )
    ]
    return [*(Account(*row) for row in BUREAU), *pilots]


def open_accounts() -> dict[str, Officer]:
    """Open every account with the demo's password; {username: officer}."""
    units = {unit.key: unit for unit in Unit.objects.all()}
    password, now = make_password(PASSWORD), timezone.now()
    Officer.objects.bulk_create(
        Officer(
            username=account.username,
            name=account.name,
            role=account.role,
            unit=units[account.unit],
            post=account.post,
            office_phone=f"0797-0000{number:03}",
            sees_names=account.username in SEES_NAMES,
            email=f"{account.username}@demo.invalid",
            password=password,
            password_set_at=now,
        )
        for number, account in enumerate(accounts(), 101)
    )
    return {officer.username: officer for officer in Officer.objects.select_related("unit")}
