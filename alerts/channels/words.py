"""The one sentence that may leave the office by chat or text message: how many, never what or whose."""

from django.utils.translation import ngettext, override


def sentence(number: int, language: str = "zh-hans") -> str:
    with override(language):
        said = ngettext(
            "%(n)s item is waiting for you. Log in to see it.",
            "%(n)s items are waiting for you. Log in to see them.",
            number,
        )
        return said % {"n": number}
