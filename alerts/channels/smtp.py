"""A copy by mail."""

import smtplib

from django.core.mail import get_connection

from ..mail import compose
from ..models import Delivery
from .answers import Answered, Refused

State = Delivery.State


def send(one: Delivery) -> str:
    """Send the mail with the lines that still hold; without any, or without an address, it is no longer needed."""
    lines = one.message.recipient.email and one.message.lines_to_send()
    if not lines:
        return one.end(State.CANCELLED)
    mail = compose(one, lines)
    with get_connection() as connection:
        one.begin()
        _hand_over(connection, mail)
        # Before QUIT, whose failure no longer changes anything.
        return one.end(State.SENT)


def _hand_over(connection, mail) -> None:
    try:
        connection.send_messages([mail])
    except Exception as error:
        code = refusal(error)
        if code is None:
            raise
        raise (Refused if code >= 500 else Answered)(repr(error)) from error


def refusal(error: Exception) -> int | None:
    """The server's reply code; None when it is not known whether the mail was accepted."""
    match error:
        case smtplib.SMTPSenderRefused():
            # Our own address is wrong or not yet allowed: no recipient's fault, so never final.
            return 400
        case smtplib.SMTPResponseException():
            return error.smtp_code
        case smtplib.SMTPRecipientsRefused():
            return min(code for code, _text in error.recipients.values())
    return None
