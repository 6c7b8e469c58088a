"""The mail of a message: text and HTML, in the recipient's language, with the ledger's head as anchor."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def compose(delivery, lines) -> EmailMultiAlternatives:
    """The mail of a delivery with the lines that still hold. Its Message-ID is the same at each try."""
    message = delivery.message
    with translation.override(message.recipient.language):
        context = {
            "message": message,
            "lines": lines,
            "site": settings.SITE_URL.rstrip("/"),
            "new": sum(line.new for line in lines),
            "secrecy_notice": settings.SECRECY_NOTICE,
        }
        mail = EmailMultiAlternatives(
            subject=render_to_string("alerts/mail/subject.txt", context).strip(),
            body=render_to_string("alerts/mail/body.txt", context),
            to=[message.recipient.email],
            headers={"Message-ID": delivery.header_id, "Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("alerts/mail/body.html", context), "text/html")
    return mail
