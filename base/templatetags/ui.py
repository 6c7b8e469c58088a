"""Template tags and filters of every page (a builtin): shapes, proportions, dates in both languages."""

import uuid
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

register = template.Library()


# -- shapes: from templates/_sprite.html; cached, since a matrix draws 228 of them ------------------
@register.simple_tag
@lru_cache(maxsize=64)
def glyph(shape: str):
    """The 12px shape of a tag: sq, ci, hex, bar, left, right, none, diamond."""
    return format_html('<svg aria-hidden="true"><use href="#g-{}"/></svg>', shape)


@register.simple_tag
@lru_cache(maxsize=512)
def mark(tone: str, shape: str, letter: str):
    """A matrix mark. Tone: done, doing, review, over, idle; shape as in glyph ("none" draws none)."""
    drawn = "" if shape == "none" else format_html('<svg aria-hidden="true"><use href="#m-{}"/></svg>', shape)
    return format_html('<span class="mk {} s-{}">{}<span>{}</span></span>', tone, shape, drawn, letter)


@register.simple_tag
@lru_cache(maxsize=64)
def lamp(tone: str, label: str = ""):
    """A pilot's lamp: done 正常, review 关注, over 滞后; without a label it is decoration beside its word."""
    if not label:
        return format_html('<svg class="lamp {}" aria-hidden="true"><use href="#l-{}"/></svg>', tone, tone)
    return format_html('<svg class="lamp {}" role="img" aria-label="{}"><use href="#l-{}"/></svg>', tone, label, tone)


# -- proportions: widths as SVG attributes, since the policy forbids style attributes ----------------
@register.simple_tag
def bar(part, whole, tone=""):
    """A bar filled to part/whole; the figure itself stands beside it in words."""
    share = max(0, min(100, round(100 * part / whole))) if whole else 0
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="6"/></svg>',
        tone,
        share,
    )


@register.simple_tag
def stack(parts, label):
    """A bar of several parts: [(tone, number), ...] in the order drawn, named by `label` for those who hear it."""
    drawn, at = [], 0
    for tone, number in parts:
        drawn.append((tone, at, number))
        at += number
    rects = format_html_join("", '<rect class="{}" x="{}" width="{}" height="8"/>', drawn)
    return format_html(
        '<svg class="stack" viewBox="0 0 {} 8" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        max(at, 1),
        label,
        rects,
    )


# -- forms -------------------------------------------------------------------------------------------
@register.simple_tag
def once():
    """The hidden key that makes a post single, for forms written by hand (RELIABILITY rule 14)."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid.uuid4())


# -- dates: the pattern is a message, so that each language writes its own ---------------------------
@register.filter
def day_long(value) -> str:
    """2021年2月18日, 18 February 2021: in text."""
    return _formatted(value, gettext("j F Y"))


@register.filter
def day_short(value) -> str:
    """2月18日, 18 Feb: in rows."""
    return _formatted(value, gettext("j M"))


@register.filter
def moment(value) -> str:
    """2月9日 17:12, 9 Feb 17:12."""
    return _formatted(value, gettext("j M H:i"))


@register.filter
def day_iso(value) -> str:
    """2021-02-18: in fields."""
    return _formatted(value, "Y-m-d")


@register.filter
def whole(words: str) -> bool:
    """Whether it is a number, a day or a moment, which no table tears at the end of a line."""
    return len(words) <= len("2021-02-18 09:30") and words.isascii()


@register.filter
def day_matrix(value) -> str:
    """2.28: in the head of the matrix."""
    return _formatted(value, "n.j")


@register.filter
def breakable(value) -> str:
    """A long code that may break after each eight signs, where a line is narrow; copied, it is whole."""
    text = str(value)
    parts = [text[at : at + 8] for at in range(0, len(text), 8)]
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def hour(value) -> str:
    """17:12."""
    return _formatted(value, "H:i")


@register.filter
def weekday(value) -> str:
    """周四, Thu."""
    return gettext("Mon Tue Wed Thu Fri Sat Sun").split()[_local(value).weekday()] if value else ""


@register.filter
def filesize_short(size) -> str:
    """1.8 MB, 640 KB: bytes as people say them."""
    if size is None:
        return ""
    return f"{size / 1024**2:.1f} MB" if size >= 1024**2 else f"{max(1, round(size / 1024))} KB"


def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _formatted(value, pattern: str) -> str:
    return date_format(_local(value), pattern) if value else ""
