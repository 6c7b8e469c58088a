"""Django's admin pages in the table: the row of each model, and a post that saves what its form shows."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from alerts.models import OutsideHost
from base.models import WorkingDay
from reports.models import Letterhead
from tasks.models import Phase, Plan, Task

NEW = {
    "alerts_outsidehost": {"host": "sms.example.gov.cn", "port": "8443", "note": ""},
    "alerts_robot": {"name": "新群", "kind": "feishu", "url": "https://open.feishu.cn/hook/1", "secret": "s"},
    "alerts_gateway": {
        "name": "政务微信",
        "url": "http://10.1.2.3/send",
        "content_type": "application/x-www-form-urlencoded",
        "template": "to={to}&text={text}",
        "headers": "{}",
    },
    "base_workingday": {"day": "2021-07-01", "working": "on", "note": ""},
    "reports_letterhead": {
        "issuer": "市局",
        "head": "市局文件",
        "brief_head": "简报",
        "recipients": "各试点",
        "printed_by": "市局",
    },
    "pilots_unit": {"key": "newtown", "name": "新区", "kind": "zone", "order": "30", "active": "on"},
}
SEARCH = "term=a&app_label=pilots&model_name=unit&field_name=parent"


def admin_target(world, route: str) -> tuple[str, dict]:
    """Address and body of a cell."""
    site = {
        "admin:index": lambda: reverse(route),
        "admin:jsi18n": lambda: reverse(route),
        "admin:autocomplete": lambda: f"{reverse(route)}?{SEARCH}",
        "admin:app_list": lambda: reverse(route, args=["pilots"]),
        "admin:view_on_site": lambda: reverse(route, args=[_type_of(Plan), world.plans["own"].pk]),
        "admin/(?P<url>.*)$": lambda: "/admin/nowhere/to/be/found/",
    }
    return (site[route](), {}) if route in site else _of_model(world, route)


def _type_of(model) -> int:
    return ContentType.objects.get_for_model(model).pk


def _of_model(world, route) -> tuple[str, dict]:
    model, _, page = route.removeprefix("admin:").rpartition("_")
    rows = {
        "base_workingday": WorkingDay.objects.first,
        "tasks_plan": lambda: world.plans["own"],
        "tasks_phase": Phase.objects.filter(plan=world.plans["own"]).get,
        "tasks_task": Task.objects.filter(plan=world.plans["own"]).first,
        "reports_letterhead": Letterhead.objects.first,
        "pilots_unit": lambda: world.third,
        "pilots_officer": lambda: world.colleague,
        "alerts_outsidehost": OutsideHost.objects.first,
        "alerts_robot": lambda: world.robots["own"],
        "alerts_gateway": lambda: world.gateway,
    }
    if route.startswith("admin/"):
        model = "_".join(route.split("/")[1:3])
        return f"/admin/{model.replace('_', '/')}/{rows[model]().pk}/", {}
    args = [] if page in ("changelist", "add") else [rows[model]().pk]
    new = NEW.get(model, {}) | _whose(world, model)
    bodies = {"add": new, "delete": {"post": "yes"}}
    return reverse(route, args=args), bodies.get(page, {})


def _whose(world, model) -> dict:
    """What a new row belongs to."""
    whose = {"alerts_robot": {"unit": world.own.pk}, "reports_letterhead": {"plan": world.plans["beyond"].pk}}
    return whose.get(model, {})


def saved_again(answer) -> dict:
    """The body that a browser would send when it saves the change page `answer` as it stands."""
    form = answer.context["adminform"].form
    sets = [each.formset for each in answer.context["inline_admin_formsets"]]
    forms = [form, *(one for each in sets for one in (each.management_form, *each.initial_forms))]
    body = {bound.html_name: bound.value() for each in forms for bound in each}
    return {name: _sent(value) for name, value in body.items() if value not in (None, False, "")}


def _sent(value):
    if isinstance(value, list | tuple):
        return [getattr(each, "pk", each) for each in value]
    return "on" if value is True else value
