"""Zip and XML limits, apart from any form of file."""

import io
import zipfile

import pytest

from base.archives import ArchiveRefused, check_xml, check_zip

MIB = 1024 * 1024


def zipped(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content


def refusal(check, *args, **limits):
    with pytest.raises(ArchiveRefused) as refused:
        check(*args, **limits)
    return refused.value.code


def test_an_ordinary_zip_passes_from_a_path_and_from_a_stream(tmp_path):
    content = zipped(a="words", b="more words")
    (tmp_path / "a.zip").write_bytes(content.getvalue())
    assert check_zip(content) is None and check_zip(tmp_path / "a.zip") is None


@pytest.mark.parametrize(
    ("parts", "limits", "code"),
    [
        ({"a": b"1", "b": b"2", "c": b"3"}, {"entries": 2}, "too_many_entries"),
        ({"a": b"1" * 600, "b": b"2" * 600}, {"unpacked": 1_000}, "too_large"),
        ({"a": bytes(2 * MIB)}, {}, "ratio"),
        ({"inner": zipped(a="x").getvalue()}, {}, "nested_archive"),
    ],
)
def test_each_limit_refuses_by_its_name(parts, limits, code):
    assert refusal(check_zip, zipped(**parts), **limits) == code


def test_the_limits_themselves_are_allowed():
    assert check_zip(zipped(a=b"1" * 500, b=b"2" * 500), entries=2, unpacked=1_000) is None


def test_embedded_office_objects_are_no_nested_archive():
    assert check_zip(zipped(**{"word/embeddings/table.xlsx": zipped(a="x").getvalue()})) is None


def test_what_is_no_zip_is_said_to_be_none():
    assert refusal(check_zip, io.BytesIO(b"PK\3\4 but nothing else")) == "not_a_zip"


def test_a_changed_byte_is_damage():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a", "words")
    assert refusal(check_zip, io.BytesIO(content.getvalue().replace(b"words", b"w0rds"))) == "damaged"


def test_a_stream_that_cannot_be_inflated_is_damage():
    content = bytearray(zipped(a=b"words " * 100).getvalue())
    content[31] = 0xFF
    assert refusal(check_zip, io.BytesIO(content)) == "damaged"


def test_elements_of_sound_xml_are_counted():
    assert check_xml(io.BytesIO("<甲><乙 a='1'/><乙/></甲>".encode())) == 3


@pytest.mark.parametrize(
    ("xml", "limits", "code"),
    [
        (b"<!DOCTYPE a><a/>", {}, "doctype"),
        (b"<a><b/><b/></a>", {"elements": 2}, "too_many_elements"),
        (b"<a><a><a/></a></a>", {"depth": 2}, "too_deep"),
        (b"<a b='1' c='2'/>", {"attributes": 1}, "too_many_attributes"),
        (b"<a>" + b"<!--" + b"x" * MIB + b"--></a>", {}, "long_token"),
        (b"<a>" + b"x" * MIB + b"</a>", {"size": MIB // 2}, "too_large"),
        (b"<a><b></a>", {}, "damaged"),
        (b"", {}, "damaged"),
    ],
)
def test_each_limit_of_xml_refuses_by_its_name(xml, limits, code):
    assert refusal(check_xml, io.BytesIO(xml), **limits) == code


def test_a_long_text_is_no_long_token():
    assert check_xml(io.BytesIO(b"<a>" + b"x\n" * MIB + b"</a>")) == 1
