"""A ledger frozen as a PDF: no county ever attaches what the ledger holds."""

from django.contrib import messages
from django.http import HttpResponse
from django.template.loader import render_to_string

from base.http import given_out, sent_on
from base.pdf import PdfUnavailable, pdf_of


def frozen(request, book, title, template, context) -> HttpResponse:
    """The ledger of `book` as of its day; where no PDF can be made, back to the page with the reason."""
    name = f"{book.unit.name}{title}-{book.on:%Y%m%d}.pdf"
    try:
        content = pdf_of(render_to_string(template, {**context, "title": title}, request))
    except PdfUnavailable as unavailable:
        messages.error(request, unavailable.sentence)
        return sent_on(request, request.path.removesuffix("frozen/"))
    return given_out(request, content, name, "application/pdf")
