"""The catalogue is whole, and the tool that says so sees what gettext would see."""

import polib
import pytest

from tests.tools import messages
from tests.tools.msgids import from_python, from_template

PYTHON = [
    ('gettext("a sentence")', ("", "a sentence", "")),
    ('from django.utils.translation import gettext_lazy as _\n_("Days " "late")', ("", "Days late", "")),
    ('translation.ngettext("%(n)s day", "%(n)s days", n)', ("", "%(n)s day", "%(n)s days")),
    ('pgettext_lazy("a task", "open")', ("a task", "open", "")),
]
TEMPLATES = [
    ('{% translate "Sign off" %}', ("", "Sign off", "")),
    ('{% translate "It\'s due" as due %}', ("", "It's due", "")),
    ('{% translate "open" context "a task" %}', ("a task", "open", "")),
    ('{% include "x.html" with label=_("Return") %}', ("", "Return", "")),
    ("{% blocktranslate trimmed %}\n  Due\n  {{ day }}\n{% endblocktranslate %}", ("", "Due %(day)s", "")),
    (
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
        ("", "%(n)s day", "%(n)s days"),
    ),
    ('<p title="it\'s">{% translate \'A "plan"\' %}</p>', ("", 'A "plan"', "")),
]


@pytest.mark.parametrize(("source", "expected"), PYTHON)
def test_a_sentence_in_python_is_found(source, expected):
    assert list(from_python(source, "x.py")) == [expected]


@pytest.mark.parametrize(("source", "expected"), TEMPLATES)
def test_a_sentence_in_a_template_is_found(source, expected):
    assert list(from_template(source, "x.html")) == [expected]


def entry(**fields):
    return polib.POEntry(**fields)


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (entry(msgid="Late", msgstr=""), "missing"),
        (entry(msgid="%(n)s late", msgstr="超期"), "placeholders"),
        (entry(msgid="Late", msgstr="超期", obsolete=True), "unused"),
    ],
)
def test_a_faulty_entry_is_named(broken, fault):
    catalogue = polib.POFile()
    catalogue.append(broken)
    assert messages.faults(catalogue)[0].startswith(fault)


def test_what_no_code_uses_is_remembered_until_it_comes_back():
    catalogue = polib.POFile()
    messages.add_pair(catalogue, ("", "Late"), "超期")
    assert messages.faults(catalogue) == ["unused: 'Late'"]
    messages.merge(catalogue, {("", "Late"): ("", {"tasks/models.py"})})
    assert [messages.faults(catalogue), catalogue[0].msgstr] == [[], "超期"]


def test_every_sentence_has_its_chinese_and_the_compiled_catalogue_is_this_one():
    assert messages.check() == []
