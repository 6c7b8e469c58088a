"""FI5: what is left of a file name."""

import pytest

from base.files import safe_name
from base.files.names import LIMIT

NAMES = (
    ("请示.pdf", "请示.pdf"),
    ("../../etc/passwd", "passwd"),
    ("..\\..\\x.pdf", "x.pdf"),
    ("/abs/x.pdf", "x.pdf"),
    ("a\x00b\r\nc\x1b.pdf", "abc.pdf"),
    ("gpj\u202efdp\u2066.exe", "gpjfdp.exe"),
    ("zero\u200bwidth\ufeff.pdf", "zerowidth.pdf"),
    ('a<b>c:d"e|f?g*h.pdf', "a_b_c_d_e_f_g_h.pdf"),
    ("CON.pdf", "_CON.pdf"),
    ("lpt1", "_lpt1"),
    ("console.pdf", "console.pdf"),
    ("  two   spaces\u3000.pdf. . ", "two spaces .pdf"),
    ("...", "file"),
    ("", "file"),
    (".pdf", "pdf"),
    ("长" * 300 + ".docx", "长" * (LIMIT - 5) + ".docx"),
    ("a." + "x" * 300, ("a." + "x" * 300)[:LIMIT]),
)


@pytest.mark.parametrize(("raw", "left"), NAMES)
def test_a_name_keeps_what_is_harmless(raw, left):
    assert safe_name(raw) == left
    assert safe_name(left) == left
