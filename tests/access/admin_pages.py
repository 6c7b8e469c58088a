"""Django's admin pages in the table: the row of each model, and a post that saves what its form shows."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from base.models import WorkingDay
from tasks.models import Phase, Plan, Task

NEW = {
    "base_workingday": {"day": "2021-07-01", "working": "on", "note": ""},
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
        "pilots_unit": lambda: world.third,
        "pilots_officer": lambda: world.colleague,
    }
    if route.startswith("admin/"):
        model = "_".join(route.split("/")[1:3])
        return f"/admin/{model.replace('_', '/')}/{rows[model]().pk}/", {}
    args = [] if page in ("changelist", "add") else [rows[model]().pk]
    bodies = {"add": NEW.get(model, {}), "delete": {"post": "yes"}}
    return reverse(route, args=args), bodies.get(page, {})


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
