"""The mail of a message: text and HTML, in the recipient's language, with the ledger's head as anchor."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from base.sheets.writing import XLSX

from .digest import sections
from .listing import list_of


def compose(delivery, lines) -> EmailMultiAlternatives:
    """The mail of a delivery with the lines that still hold. Its Message-ID is the same at each try."""
    message = delivery.message
    with translation.override(message.recipient.language):
        subject = message.subject_of(lines)
        context = {
            "message": message,
            "subject": subject,
            "sections": sections(lines),
            "site": settings.SITE_URL.rstrip("/"),
            "secrecy_notice": settings.SECRECY_NOTICE,
        }
        mail = EmailMultiAlternatives(
            subject=render_to_string("alerts/mail/subject.txt", context).strip(),
            body=render_to_string("alerts/mail/body.txt", context),
            to=[message.recipient.email],
            headers={"Message-ID": delivery.header_id, "Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("alerts/mail/body.html", context), "text/html")
        if message.is_digest and takes_sheets(message.recipient.email):
            mail.attach(f"{message.on.isoformat()}.xlsx", list_of(message, lines), XLSX)
    return mail


def takes_sheets(address: str) -> bool:
    """Whether the address lies in a domain that may receive the list as a workbook (MAIL_SHEET_DOMAINS)."""
    return address.rpartition("@")[2].lower() in settings.MAIL_SHEET_DOMAINS
