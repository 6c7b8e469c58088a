"""What leaves the item ledger as a paper: drafts of agreements, the ledger of a day."""

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from base import word
from base.http import given_out
from pilots.access import Action

from ..drafts import drafts_of
from ..forms.items import PlainForm
from .freezing import frozen
from .items_page import choose, ledger, ledger_answer
from .reaching import book_for


@require_POST
def drafts(request, unit):
    """A draft agreement for every chosen item, in one Word file."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    # A download leaves the page as it was: its key would come again with other items. Drawn up twice is drawn up once.
    form = PlainForm(QueryDict())
    desk = choose(request, book, form)
    if desk and form.is_valid() and form.attempt(desk.draft, by=request.user, on=book.today):
        name = f"{book.unit.name}{_('Transfer agreements, draft')}-{book.today:%Y%m%d}.docx"
        return given_out(request, drafts_of(book, desk.items), name, word.MEDIA_TYPE, items=len(desk.items))
    return ledger_answer(request, book, form, desk)


@require_GET
def items_pdf(request, unit):
    """The whole ledger as of the day, as a paper."""
    book = book_for(request, unit)
    return frozen(request, book, _("Item transfer ledger"), "transfers/items_frozen.html", ledger(request, book))
