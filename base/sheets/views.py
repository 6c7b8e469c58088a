"""A ledger as workbooks: out, in, looked at, answered, confirmed. Whose ledger it may be is for its opener to say."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from base import clock
from base.forms import Refused
from base.http import given_out, page_or_fragment, respond, sent_on, wants_fragment
from base.models import SheetLoad

from . import books, grids, loads, taking
from .forms import AnswerForm, ConfirmForm, FilesForm, SaveForm
from .ledgers import opened
from .preview import Preview
from .writing import XLSX


@require_GET
def download(request, ledger, place):
    """The whole ledger as a workbook."""
    table, on = opened(ledger, request.user, place), clock.today()
    return given_out(request, books.whole(table, on), books.whole_name(table, on), XLSX)


@require_GET
def parts(request, ledger, place):
    """分部门收表: one zip with a workbook for each department."""
    table, on = opened(ledger, request.user, place, write=True), clock.today()
    if not table.part:
        raise Http404
    return given_out(request, books.bundle(table, on), books.bundle_name(table, on), "application/zip")


@require_http_methods(["GET", "POST"])
def upload(request, ledger, place):
    """Choose workbooks; they are read and kept for confirming."""
    table = opened(ledger, request.user, place, write=True)
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if form.is_bound and form.is_valid():
        return redirect("sheets:load", key=loads.open_load(table, form.cleaned_data["files"], by=request.user).key)
    status = 422 if request.method == "POST" else 200
    return render(request, "base/sheet_upload.html", {"form": form, "table": table}, status=status)


@require_GET
def load(request, key):
    """What was read, beside what stands; while it is still being read, how far that is."""
    one, table = _load(request, key)
    if one.state == SheetLoad.State.READING:
        loads.read_overdue(one)
    if one.state == SheetLoad.State.READING:
        return _reading(request, one, table)
    # Only the page that waits asks for a part: now there is a whole one.
    if wants_fragment(request):
        return sent_on(request, one)
    return render(request, "base/sheet_load.html", _context(request, one, table))


@require_POST
def answer(request, key):
    """Type a cell anew, take a suggestion, skip, choose a text: and everything is compared again."""
    one, table = _load(request, key)
    form = AnswerForm(request.POST, columns=table.columns)
    try:
        if form.is_valid():
            loads.answer(one, table, form.given())
    except Refused as refused:
        form.add_error(None, refused.sentence)
    form.done = not form.errors
    context = _context(request, one, table) | {"answered": form}
    return respond(
        request, form, "base/_sheet_load.html", "base/sheet_load.html", context, ok_redirect=_here(request, one)
    )


@require_POST
def confirm(request, key):
    """Write what is without fault into the ledger."""
    one, table = _load(request, key)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        form.attempt(loads.confirm, load=one, ledger=table, by=request.user, on=clock.today(), request=request)
    if form.conflict:
        loads.compare_again(one, table)
    one.refresh_from_db()
    context = _context(request, one, table)
    there = table.back_url() if form.done and not one.counts["refused"] else _here(request, one)
    return respond(request, form, "", "base/sheet_load.html", context, ok_redirect=there, said=loads.said(one))


@require_POST
def discard(request, key):
    """Put a load aside; nothing was changed by it."""
    one, table = _load(request, key)
    loads.discard(one)
    return sent_on(request, table.back_url())


@require_POST
def take_back(request, key):
    """Undo a load as a whole."""
    one, table = _load(request, key)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        form.attempt(loads.take_back, load=one, ledger=table, by=request.user, on=clock.today(), request=request)
    one.refresh_from_db()
    there = table.back_url() if form.done else ""
    return respond(request, form, "", "base/sheet_load.html", _context(request, one, table), ok_redirect=there)


@require_GET
def rest(request, key):
    """The refused rows as a workbook that says what is wrong with each."""
    one, table = _load(request, key)
    content = books.rest(one, table, clock.today())
    return given_out(request, content, books.rest_name(one, table), XLSX)


@require_http_methods(["GET", "POST"])
def grid(request, ledger, place):
    """The ledger as a grid: edit, fill down, paste, set for many; one post saves what changed."""
    table = opened(ledger, request.user, place, write=True)
    form = SaveForm(request.POST) if request.method == "POST" else SaveForm()
    one = grids.Grid(table, request.GET, request.POST if form.is_bound else None)
    context = {"grid": one, "table": table, "form": form}
    if not form.is_bound:
        return render(request, "base/sheet_grid.html", context)
    if form.is_valid():
        form.attempt(grids.save, grid=one, by=request.user, on=clock.today(), request=request)
    there = request.get_full_path()
    return respond(request, form, "", "base/sheet_grid.html", context, ok_redirect=there, said=grids.said(one))


def _load(request, key):
    one = get_object_or_404(SheetLoad.objects.select_related("by"), key=key)
    return one, opened(one.ledger, request.user, one.place, write=True)


def _context(request, one, table) -> dict:
    asked = request.GET if request.method == "GET" else request.POST
    shown = Preview(one, table, asked.get("show", ""), asked.get("page", 1))
    return {"load": one, "table": table, "preview": shown, "confirm": ConfirmForm(initial={"version": one.version})}


def _here(request, one) -> str:
    """The same window of the same load."""
    asked = {name: request.POST[name] for name in ("show", "page") if request.POST.get(name)}
    return f"{one.get_absolute_url()}?{urlencode(asked)}" if asked else one.get_absolute_url()


def _reading(request, one, table) -> HttpResponse:
    context = {"load": one, "table": table, "rows_read": taking.rows_read(one)}
    return page_or_fragment(request, "base/sheet_reading.html", "base/_sheet_reading.html", context)
