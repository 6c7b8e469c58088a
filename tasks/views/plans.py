"""The notice: its task table and text, and loading it through a preview (screen 07)."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from base import clock
from base.http import respond, sent_on
from pilots.access import Action, may, require

from .. import loading
from ..forms.plans import RulingsForm, UploadForm
from ..loading.preview import preview
from ..models import Plan, PlanLoad


@require_GET
def plans(request):
    """The plans within reach, and for the admin what waits to be confirmed; a single plan opens itself."""
    require(request.user, Action.SEE_PLAN)
    visible = Plan.objects.visible_to(request.user)
    loader = may(request.user, Action.LOAD_PLAN)
    if not loader and visible.count() == 1:
        return redirect("tasks:plan", key=visible.get().key)
    waiting = PlanLoad.objects.filter(state=PlanLoad.State.WAITING) if loader else ()
    return render(request, "tasks/plans.html", {"plans": visible, "waiting": waiting, "loader": loader})


@require_GET
def plan(request, key):
    """The task table as issued, with what the plan adds to each row."""
    require(request.user, Action.SEE_PLAN)
    one = get_object_or_404(Plan.objects.visible_to(request.user), key=key)
    shown = {"plan": one, "tasks": one.tasks.for_table(), "phases": one.phases.prefetch_related("gate_tasks")}
    return render(request, "tasks/plan.html", shown | _loads_of(request, one))


def _loads_of(request, one: Plan) -> dict:
    """The plan's loads, for whom may load, and the one that can still be taken back."""
    loads = list(one.loads.select_related("by")) if may(request.user, Action.LOAD_PLAN) else []
    return {"loads": loads, "may_take_back": next((load for load in loads if loading.may_take_back(load)), None)}


@require_GET
def plan_text(request, key):
    """The notice's whole text as numbered clauses: where 看原文 leads."""
    require(request.user, Action.SEE_PLAN)
    one = get_object_or_404(Plan.objects.visible_to(request.user), key=key)
    return render(request, "tasks/plan_text.html", {"plan": one, "clauses": one.clauses.all()})


@require_http_methods(["GET", "POST"])
def plan_upload(request):
    """Choose the file; it is read in the cage and kept for confirming."""
    require(request.user, Action.LOAD_PLAN)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("tasks:plan_load", key=_take(request, form).key)
        except loading.LoadRefused as refused:
            form.add_error("file", str(refused))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "tasks/plan_upload.html", {"form": form}, status=status)


def _take(request, form):
    upload, number = form.cleaned_data["file"], form.cleaned_data["number"]
    notice = loading.read_notice(upload.temporary_file_path(), upload.name)
    belongs = loading.plan_for(notice, number)
    data = loading.data_for(notice, belongs, number)
    loading.ensure_units(notice, data)
    return loading.open_load(notice, upload.name, by=request.user, plan=belongs, data=data, number=number)


@require_GET
def plan_load(request, key):
    """What was read, beside its source and beside what stands; doubts to confirm."""
    load = _load(request, key)
    if load.state != PlanLoad.State.WAITING:
        return redirect("tasks:plan", key=load.plan.key) if load.plan_id else redirect("tasks:plans")
    return render(request, "tasks/plan_load.html", _context(load, RulingsForm(initial=_chosen(load.rulings))))


@require_POST
def plan_confirm(request, key):
    """Put the load in force: issue, amend, cancel."""
    load = _load(request, key)
    form = RulingsForm(request.POST, doubts=load.read["warnings"])
    if form.is_valid():
        form.attempt(loading.confirm, load=load, by=request.user, request=request)
    context = {} if form.done else _context(load, form)
    load.refresh_from_db()
    there = load.plan.get_absolute_url() if load.plan_id else "tasks:plans"
    return respond(request, form, "", "tasks/plan_load.html", context, ok_redirect=there)


@require_POST
def plan_discard(request, key):
    """Put a waiting load aside; nothing was changed by it."""
    loading.discard(_load(request, key))
    return sent_on(request, "tasks:plans")


@require_POST
def plan_take_back(request, key):
    """Undo a wrong load while nobody has reported on it."""
    load = _load(request, key)
    if load.state == PlanLoad.State.TAKEN_BACK:
        return sent_on(request, "tasks:plans")
    try:
        loading.take_back(load, by=request.user, request=request)
    except loading.LoadRefused as refused:
        return render(request, "tasks/plan_refused.html", {"load": load, "why": str(refused)}, status=409)
    return sent_on(request, "tasks:plans")


def _load(request, key):
    require(request.user, Action.LOAD_PLAN)
    try:
        return PlanLoad.objects.select_related("plan").get(key=key)
    except PlanLoad.DoesNotExist:
        raise Http404 from None


def _chosen(rulings: dict) -> dict:
    """The rulings as the form's choices."""
    return {"rest_day": rulings.get("rest_day"), "year_reminder": "yes" if rulings.get("year_reminder") else ""}


def _context(load, form):
    return {"load": load, "form": form, "preview": preview(load, form, clock.today())}
