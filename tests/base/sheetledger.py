"""A ledger in memory for the tests of workbooks: people of departments, with every version they ever had."""

from copy import deepcopy

from django.core.exceptions import PermissionDenied
from django.http import Http404

from base.forms import Refused, Stale
from base.sheets.columns import Column, Kind
from base.sheets.ledgers import Known, Ledger, nearest, register
from base.sheets.rows import Doubt

DEPARTMENTS = ["县发展改革委", "县水利局", "县自然资源局"]
COLUMNS = (
    Column("name", "姓名", required=True, longest=20),
    Column("department", "原单位", required=True, aliases=("部门",)),
    Column("post_kind", "编制", Kind.CHOICE, choices=(("civil", "行政"), ("public", "事业"))),
    Column("arrived_on", "到岗日期", Kind.DAY),
    Column("moved", "编随事转", Kind.YES_NO),
    Column("hours", "学时", Kind.NUMBER),
    Column("items", "承办事项", Kind.LIST),
    Column("state", "状态", locked=True),
)
EMPTY = {column.name: column.empty for column in COLUMNS}


def person(name="廖建平", department="县水利局", **more) -> dict:
    return {**EMPTY, "name": name, "department": department, **more}


class Store:
    """What all ledgers of a place share: {key: [values of version 1, 2, ...]}."""

    def __init__(self, *people):
        self.history: dict[str, list[dict]] = {}
        self.asked = 0
        for each in people:
            self.add(each)

    def add(self, values) -> str:
        key = f"k{len(self.history) + 1}"
        self.history[key] = [deepcopy(values)]
        return key

    def change(self, key, **values) -> None:
        """Somebody else writes a new version."""
        self.history[key].append({**self.history[key][-1], **values})

    def now(self) -> list[dict]:
        return [versions[-1] for versions in self.history.values() if versions]


class People(Ledger):
    """The roster of one place."""

    name, title, part, columns = "people", "人员名册", "department", COLUMNS
    headline = ("name", "department")
    note = "名册仅登记姓名和岗位。"
    groups = {
        "base": ("基本情况", ["name", "department", "post_kind"]),
        "work": ("承办", ["moved", "hours", "items", "state"]),
    }

    def __init__(self, store: Store, place="zhanggong", whose="章贡区"):
        self.store, self.place, self.whose = store, place, whose

    def rows(self):
        self.store.asked += 1
        return [Known(key, len(versions), versions[-1]) for key, versions in self.store.history.items() if versions]

    def at_version(self, key, version):
        versions = self.store.history[key]
        return versions[version - 1] if 1 <= version <= len(versions) else None

    def check(self, rows):
        standing = {(each["name"], each["department"]) for each in self.store.now()}
        for row in rows:
            department = row.values.get("department", "")
            if department and not row.wrong("department") and department not in DEPARTMENTS:
                row.refuse("department", "单位名录中无此单位", nearest(department, DEPARTMENTS))
            if row.before is None and (row.values.get("name"), department) in standing:
                row.refuse("name", "与名册中一人同名同单位，疑似重复", kind=Doubt.TWIN)

    def apply(self, rows, *, by, on):
        for row in rows:
            if row.before is None:
                row.key, row.version = self.store.add(row.values), 1
                continue
            versions = self.store.history[row.before.key]
            if len(versions) != row.before.version:
                raise Stale(row)
            versions.append(row.values)
            row.key, row.version = row.before.key, len(versions)

    def take_back(self, rows, *, by, on):
        for row in rows:
            if len(self.store.history[row.key]) != row.version:
                raise Refused("已有人改动，不能撤销")
            self.store.history[row.key].pop()

    def parts(self):
        return DEPARTMENTS

    def back_url(self):
        return "/workbench/"


STORES: dict[str, Store] = {}


def opened(officer, place, *, write):
    """Only the place's own unit; a lead may look and not write."""
    if officer.unit.key != place:
        raise Http404
    if write and officer.role != "county_officer":
        raise PermissionDenied("no")
    return People(STORES.setdefault(place, Store()), place, officer.unit.name)


def install() -> None:
    """Register the ledger `people`."""
    register("people", opened)
