"""Files that try to harm whoever opens them: `HOSTILE` maps a name to (builder, codes it may be refused with).

A builder writes the file to the path it is given. All are small on disk; what they would become is in their names.
"""

import hashlib
import io
import struct
import zipfile
import zlib
from pathlib import Path
from xml.sax.saxutils import escape

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
TABLE, NOTICE = FIXTURES / "task-table.xlsx", FIXTURES / "notice-2020-29.docx"
MIB = 1024 * 1024
SHEET, STYLES, STRINGS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"
DOCUMENT = "word/document.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def changed(source: Path, target: Path, **parts) -> None:
    """A copy of an Office file with parts replaced, added, or (None) left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)


def part(source: Path, name: str) -> str:
    with zipfile.ZipFile(source) as archive:
        return archive.read(name).decode()


def sheet(rows: str, after: str = "", dimension: str = "A1:D4") -> str:
    content = f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData>{after}'
    return f'{HEAD}<worksheet xmlns="{MAIN}">{content}</worksheet>'


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def row(number: int, *texts: str) -> str:
    cells = (cell(f"{letter}{number}", text) for letter, text in zip("ABCD", texts, strict=True))
    return f'<row r="{number}">{"".join(cells)}</row>'


HEADER = row(1, "序号", "工作任务", "责任单位", "完成时限")
TASK = row(2, "1", "挂牌", "各试点县（市、区）", "2021年")


BEFORE_ROWS, AFTER_ROWS = sheet(f"{HEADER}{TASK}|").split("|")


def swollen(name: str, before: str, piece: str, after: str):
    """A builder of the table with one part of 300 MiB, written piece by piece."""

    def build(path):
        changed(TABLE, path, **{name: None})
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as stream:
            stream.write(before.encode())
            for _ in range(300):
                stream.write((piece * (MIB // len(piece) + 1)).encode())
            stream.write(after.encode())

    return build


def nested_zip(path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(50 * MIB))
    changed(TABLE, path, **{"xl/media/inner.xlsx": inner.getvalue()})


def zip_of_zips_only(path):
    content = b"end"
    for depth in range(8):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(4):
                archive.writestr(f"{depth}-{copy}.zip", content)
        content = inner.getvalue()
    path.write_bytes(content)


def entries_65_000(path):
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(65_000):
            archive.writestr(f"{number}", b"")


def entries_hidden_behind_zip64(path):
    with zipfile.ZipFile(path, "w", allowZip64=True) as archive:
        for number in range(100_000):
            archive.writestr(f"{number}", b"")


def entry_count_lies(path):
    entries_65_000(path)
    content = bytearray(path.read_bytes())
    end = content.rfind(b"PK\5\6")
    content[end + 8 : end + 12] = struct.pack("<HH", 3, 3)
    path.write_bytes(content)


def directory_says_small(path):
    """The directory claims 100 bytes for a part of 60 MiB."""
    changed(TABLE, path, **{SHEET: sheet(HEADER + TASK + " " * (60 * MIB))})
    content = bytearray(path.read_bytes())
    at = content.find(SHEET.encode(), content.find(b"PK\1\2")) - 46
    content[at + 24 : at + 28] = struct.pack("<L", 100)
    path.write_bytes(content)


def directory_points_outside(path):
    content = bytearray(TABLE.read_bytes())
    at = content.find(b"PK\1\2")
    content[at + 42 : at + 46] = struct.pack("<L", 0x7FFFFFFF)
    path.write_bytes(content)


def overlapping_entries(path):
    """Five hundred names for one and the same 10 MiB."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = kernel.compress(bytes(10 * MIB)) + kernel.flush()
    crc, name = zlib.crc32(bytes(10 * MIB)), b"a000"
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(data), 10 * MIB, len(name), 0) + name + data
    directory = b"".join(_central(b"a%03d" % number, crc, len(data)) for number in range(500))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 500, 500, len(directory), len(local), 0)
    path.write_bytes(local + directory + end)


def _central(name: bytes, crc: int, size: int) -> bytes:
    return (
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, size, 10 * MIB, len(name), 0, 0, 0, 0, 0, 0)
        + name
    )


def same_name_twice(path):
    with zipfile.ZipFile(TABLE) as old, zipfile.ZipFile(path, "w") as new:
        for name in [*old.namelist(), SHEET]:
            new.writestr(name, old.read(name))


def path_out_of_the_folder(path):
    changed(TABLE, path, **{"../../etc/cron.d/x": "x"})


def encrypted_zip(path):
    content = bytearray(TABLE.read_bytes())
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + place] |= 1
    path.write_bytes(content)


def encrypted_office(path):
    magic, stream = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(magic + bytes(504) + stream + bytes(512))


LAUGHS = "".join(f'<!ENTITY l{depth} "{f"&l{depth - 1};" * 10}">' for depth in range(1, 10))


def billion_laughs_xlsx(path):
    text = f'{HEAD}<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]><worksheet xmlns="{MAIN}">&l9;</worksheet>'
    changed(TABLE, path, **{SHEET: text})


def billion_laughs_docx(path):
    text = f'{HEAD}<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]><w:document xmlns:w="{WORD}">&l9;</w:document>'
    changed(NOTICE, path, **{DOCUMENT: text})


def _external(name: str, url: str, source: Path):
    def build(path):
        changed(source, path, **{name: f'{HEAD}<!DOCTYPE x [<!ENTITY e SYSTEM "{url}">]><x>&e;</x>'})

    return build


def external_dtd(path):
    changed(NOTICE, path, **{DOCUMENT: f'{HEAD}<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>'})


def far_cell(path):
    changed(TABLE, path, **{SHEET: sheet(HEADER + TASK + f'<row r="1048576">{cell("XFD1048576", "x")}</row>')})


def a_million_empty_rows(path):
    changed(TABLE, path, **{SHEET: sheet(HEADER + TASK + "".join(f'<row r="{row}"/>' for row in range(3, 1_000_000)))})


def wide_rows(path):
    rows = "".join(f'<row r="{row}">{cell(f"XFD{row}", "x")}</row>' for row in range(3, 2_000))
    changed(TABLE, path, **{SHEET: sheet(HEADER + TASK + rows)})


def dimension_lies(path):
    changed(TABLE, path, **{SHEET: sheet(HEADER + TASK, dimension="A1:XFD1048576")})


def merges_100_000(path):
    merges = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(10, 100_010))
    changed(TABLE, path, **{SHEET: sheet(HEADER + TASK, f"<mergeCells>{merges}</mergeCells>")})


def merges_over_each_other(path):
    merges = "".join(f'<mergeCell ref="A{row}:XFD1048576"/>' for row in range(3, 1_900))
    changed(TABLE, path, **{SHEET: sheet(HEADER + TASK, f"<mergeCells>{merges}</mergeCells>")})


def styles_100_000(path):
    styles = part(TABLE, STYLES)
    xf = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" applyAlignment="1"><alignment wrapText="1"/></xf>'
    start = styles.index("<cellXfs")
    end = styles.index("</cellXfs>")
    changed(TABLE, path, **{STYLES: styles[:start] + f'<cellXfs count="100000">{xf * 100_000}' + styles[end:]})


def sheets_1_000(path):
    book, relations = part(TABLE, "xl/workbook.xml"), part(TABLE, "xl/_rels/workbook.xml.rels")
    first = book[book.index("<sheet ") : book.index("</sheets>")]
    more = "".join(
        first.replace('name="工作任务表"', f'name="s{number}"').replace('sheetId="1"', f'sheetId="{number}"')
        for number in range(2, 1_001)
    )
    changed(TABLE, path, **{
        "xl/workbook.xml": book.replace("</sheets>", f"{more}</sheets>"), "xl/_rels/workbook.xml.rels": relations,
    })  # fmt: skip


def strings_200_000(path):
    changed(TABLE, path, **{STRINGS: f'{HEAD}<sst xmlns="{MAIN}">' + "<si><t>x</t></si>" * 200_000 + "</sst>"})


def attributes_without_end(path):
    noise = " ".join(f'a{number}="x"' for number in range(1_200_000))
    changed(TABLE, path, **{SHEET: sheet(f"<row {noise}/>")})


def one_attribute_of_20_mib(path):
    changed(TABLE, path, **{SHEET: sheet(f'<row a="{_noise(20 * MIB)}"/>')})


def one_comment_of_20_mib(path):
    changed(TABLE, path, **{SHEET: sheet(f"<!-- {_noise(20 * MIB)} > -->")})


def _noise(size: int) -> str:
    """Text that packs about as well as real text, so that the ratio alone does not give it away."""
    return hashlib.shake_128(b"noise").hexdigest(size // 2)


def deep_xml(path):
    changed(NOTICE, path, **{DOCUMENT: f"{HEAD}{'<w>' * 100_000}{'</w>' * 100_000}"})


def paragraphs_150_000(path):
    text = "<w:p/>" * 150_000
    changed(NOTICE, path, **{DOCUMENT: f'{HEAD}<w:document xmlns:w="{WORD}"><w:body>{text}</w:body></w:document>'})


def spans_without_end(path):
    one = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>'
    text = f"<w:tbl>{f'<w:tr>{one * 30}</w:tr>' * 400}</w:tbl>"
    changed(NOTICE, path, **{DOCUMENT: f'{HEAD}<w:document xmlns:w="{WORD}"><w:body>{text}</w:body></w:document>'})


def one_table_of_200_000_elements(path):
    one = f'<w:tc w:a="{_noise(8)}" w:b="{_noise(8)}" w:c="1" w:d="2"><w:p/></w:tc>'
    text = f"<w:tbl>{f'<w:tr>{one * 60}</w:tr>' * 1_600}</w:tbl>"
    changed(NOTICE, path, **{DOCUMENT: _incompressible(text)})


def _incompressible(text: str) -> str:
    """The document with a comment of noise in every 2 KiB, so that only its real size can give it away."""
    document = f'{HEAD}<w:document xmlns:w="{WORD}"><w:body>{text}</w:body></w:document>'
    noise = _noise(4 * MIB)
    pieces = [f"<!--{noise[at : at + 512]}-->" for at in range(0, len(noise), 512)]
    return document + "".join(pieces)


def paragraph_of_10_mib(path):
    words = _noise(10 * MIB)
    changed(NOTICE, path, **{DOCUMENT: _incompressible(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")})


def styles_25_000(path):
    styles = part(TABLE, STYLES)
    xfs = "".join(
        f'<xf numFmtId="{number % 50}" fontId="0" fillId="0" borderId="0" xfId="{number * 7_919 % 99_991}"/>'
        for number in range(25_000)
    )
    start, end = styles.index("<cellXfs"), styles.index("</cellXfs>")
    changed(TABLE, path, **{STYLES: styles[:start] + f'<cellXfs count="25000">{xfs}' + styles[end:]})


def strings_25_000(path):
    words = _noise(10 * MIB)
    strings = "".join(f"<si><t>{words[at : at + 400]}</t></si>" for at in range(0, len(words), 400))
    changed(TABLE, path, **{STRINGS: f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>'})


def lines_without_end(path):
    """Parsers keep each line break of a text as an object of its own."""
    lines = "\n" * (20 * MIB)
    changed(NOTICE, path, **{DOCUMENT: _incompressible(f"<w:p><w:r><w:t>{lines}</w:t></w:r></w:p>")})


def document_is_not_xml(path):
    changed(NOTICE, path, **{DOCUMENT: b"\0\1\2" * 1_000})


def truncated(path):
    path.write_bytes(NOTICE.read_bytes()[:20_000])


def unknown_compression(path):
    with zipfile.ZipFile(NOTICE) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))


def text_without_end(path):
    path.write_bytes("章贡区、".encode() * (4 * MIB // 12))


def text_that_slows_patterns(path):
    line = "（" * 3_000 + "章贡区、" * 3_000 + "等19个" * 3_000 + "关于" * 3_000
    table = ["序号\t工作任务\t责任单位\t完成时限", f"1\t{line}\t{line}\t{line}"]
    path.write_text("\n".join([line] * 10 + table), encoding="utf-8")


def openpyxl_alone(path: str) -> int:
    """The control: what reading costs without any check before it."""
    from openpyxl import load_workbook

    return sum(1 for sheet in load_workbook(path) for _ in sheet.iter_rows())


HOSTILE = {
    "300_mib_sheet.xlsx": (swollen(SHEET, BEFORE_ROWS, "<row/>", AFTER_ROWS), {"too_large"}),
    "300_mib_strings.xlsx": (swollen(STRINGS, f"{HEAD}<sst>", "0", "</sst>"), {"too_large"}),
    "nested.xlsx": (nested_zip, {"nested_archive"}),
    "zips_in_zips.xlsx": (zip_of_zips_only, {"nested_archive"}),
    "65000_entries.docx": (entries_65_000, {"too_many_entries"}),
    "100000_entries_zip64.docx": (entries_hidden_behind_zip64, {"too_many_entries"}),
    "entry_count_lies.docx": (entry_count_lies, {"too_many_entries"}),
    "directory_says_small.xlsx": (directory_says_small, {"damaged"}),
    "directory_points_outside.xlsx": (directory_points_outside, {"damaged"}),
    "overlapping.xlsx": (overlapping_entries, {"overlapping_entries"}),
    "same_name_twice.xlsx": (same_name_twice, {"duplicate_entries"}),
    "path_out.xlsx": (path_out_of_the_folder, {"unsafe_name"}),
    "encrypted_entries.xlsx": (encrypted_zip, {"encrypted"}),
    "encrypted_office.docx": (encrypted_office, {"encrypted"}),
    "laughs.xlsx": (billion_laughs_xlsx, {"doctype"}),
    "laughs.docx": (billion_laughs_docx, {"doctype"}),
    "xxe_file.docx": (_external(DOCUMENT, "file:///etc/passwd", NOTICE), {"doctype"}),
    "xxe_http.docx": (_external(DOCUMENT, "http://127.0.0.1:9/", NOTICE), {"doctype"}),
    "xxe_file.xlsx": (_external(STRINGS, "file:///etc/passwd", TABLE), {"doctype"}),
    "xxe_in_workbook.xlsx": (_external("xl/workbook.xml", "file:///etc/passwd", TABLE), {"doctype"}),
    "external_dtd.docx": (external_dtd, {"doctype"}),
    "far_cell.xlsx": (far_cell, {"too_far"}),
    "million_rows.xlsx": (a_million_empty_rows, {"too_many_elements"}),
    "wide_rows.xlsx": (wide_rows, {"too_far"}),
    "dimension_lies.xlsx": (dimension_lies, {None}),
    "100000_merges.xlsx": (merges_100_000, {"too_many_merges"}),
    "merges_over_each_other.xlsx": (merges_over_each_other, {"too_many_merges"}),
    "100000_styles.xlsx": (styles_100_000, {"too_many_elements", "ratio"}),
    "1000_sheets.xlsx": (sheets_1_000, {"too_many_sheets"}),
    "200000_strings.xlsx": (strings_200_000, {"too_many_elements", "ratio"}),
    "attributes.xlsx": (attributes_without_end, {"long_token"}),
    "long_attribute.xlsx": (one_attribute_of_20_mib, {"long_token"}),
    "long_comment.xlsx": (one_comment_of_20_mib, {"long_token"}),
    "deep.docx": (deep_xml, {"too_deep"}),
    "150000_paragraphs.docx": (paragraphs_150_000, {"too_long"}),
    "spans.docx": (spans_without_end, {"no_header"}),
    "fat_table.docx": (one_table_of_200_000_elements, {"no_header"}),
    "10_mib_paragraph.docx": (paragraph_of_10_mib, {"too_long"}),
    "endless_lines.docx": (lines_without_end, {"too_large"}),
    "25000_styles.xlsx": (styles_25_000, {None, "damaged"}),
    "25000_strings.xlsx": (strings_25_000, {None}),
    "not_xml.docx": (document_is_not_xml, {"damaged"}),
    "truncated.docx": (truncated, {"not_a_zip"}),
    "lzma.docx": (unknown_compression, {"unknown_compression"}),
    "endless_line.txt": (text_without_end, {"too_large"}),
    "slow_patterns.txt": (text_that_slows_patterns, {None, "no_header"}),
}
