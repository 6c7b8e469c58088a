"""Checks of zip files and XML from outside, made before any library opens them.

Nothing here knows the domain. Every refusal is an `ArchiveRefused` with a code and its figures.
"""

import struct
import zipfile
import zlib
from contextlib import nullcontext
from pathlib import Path, PurePosixPath
from xml.parsers import expat

MIB = 1024 * 1024
CHUNK = 64 * 1024
LONGEST_TOKEN = 2 * CHUNK
RATIO_MATTERS_FROM = MIB
DIRECTORY_BYTES_PER_ENTRY = 512
END_RECORD = struct.Struct("<4s4H2LH")
KNOWN_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile and zlib raise on broken or unsupported content.
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class ArchiveRefused(Exception):
    """A zip or XML that is not opened; `code` says why, `params` holds the figures."""

    def __init__(self, code: str, params: dict | None = None):
        super().__init__(code, params or {})
        self.code, self.params = code, params or {}


def check_zip(path, *, entries: int = 2000, unpacked: int = 100 * MIB, ratio: int = 100, nested: bool = False) -> None:
    """Refuse a zip (path or open binary file) that is broken, hostile or over the limits.

    `unpacked` is in bytes, counted while really inflating: the sizes a zip claims are not believed.
    With `nested` a zip may hold zips: a bundle of workbooks, each of which is checked again when it is read.
    Raises ArchiveRefused: not_a_zip, damaged, too_many_entries, encrypted, overlapping_entries,
    duplicate_entries, unsafe_name, unknown_compression, nested_archive, too_large, ratio.
    """
    _check_directory_size(path, entries)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive.infolist(), entries)
            _check_contents(archive, unpacked, ratio, nested)
    except BROKEN as broken:
        raise ArchiveRefused("damaged") from broken


def _check_directory_size(path, entries: int) -> None:
    """Bound the directory before zipfile builds an object for each of its lines."""
    size, count, zip64 = _end_record(_tail(path))
    if zip64 or count > entries or size > entries * DIRECTORY_BYTES_PER_ENTRY:
        raise ArchiveRefused("too_many_entries", {"limit": entries, "found": count})


def _tail(path) -> bytes:
    """The last bytes, where a zip's end record and its comment must lie."""
    with _opened(path) as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - END_RECORD.size - 20 - 65535))
        return stream.read()


def _opened(path):
    return nullcontext(path) if hasattr(path, "read") else Path(path).open("rb")


def _end_record(tail: bytes) -> tuple[int, int, bool]:
    """(bytes of the directory, entries it claims, whether a zip64 record would override both)."""
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + END_RECORD.size:
        raise ArchiveRefused("not_a_zip")
    fields = END_RECORD.unpack_from(tail, at)
    return fields[5], fields[4], tail[max(0, at - 20) : at].startswith(b"PK\6\7")


def _check_directory(infos: list[zipfile.ZipInfo], entries: int) -> None:
    if len(infos) > entries:
        raise ArchiveRefused("too_many_entries", {"limit": entries, "found": len(infos)})
    if len({info.filename for info in infos}) < len(infos):
        raise ArchiveRefused("duplicate_entries")
    for info in infos:
        _check_entry(info)
    _check_overlaps(infos)


def _check_entry(info: zipfile.ZipInfo) -> None:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise ArchiveRefused("unsafe_name", {"entry": info.filename[:80]})
    if info.flag_bits & 0x1:
        raise ArchiveRefused("encrypted")
    if info.compress_type not in KNOWN_COMPRESSIONS:
        raise ArchiveRefused("unknown_compression", {"entry": info.filename[:80]})


def _check_overlaps(infos: list[zipfile.ZipInfo]) -> None:
    """Entries that share bytes unpack to far more than the file holds."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise ArchiveRefused("overlapping_entries", {"entry": info.filename[:80]})
        end = info.header_offset + zipfile.sizeFileHeader + len(info.orig_filename) + info.compress_size


def _check_contents(archive: zipfile.ZipFile, unpacked: int, ratio: int, nested: bool) -> None:
    left = unpacked
    for info in archive.infolist():
        size = _real_size(archive, info, left, nested)
        left -= size
        if left < 0:
            raise ArchiveRefused("too_large", {"limit_mib": unpacked // MIB})
        if size > RATIO_MATTERS_FROM and size > ratio * max(1, info.compress_size):
            raise ArchiveRefused("ratio", {"limit": ratio, "entry": info.filename[:80]})


def _real_size(archive: zipfile.ZipFile, info: zipfile.ZipInfo, enough: int, nested: bool) -> int:
    """Bytes the entry unpacks to, counted up to just over `enough`; the end of it also proves the CRC."""
    size = 0
    with archive.open(info) as stream:
        while size <= enough and (chunk := stream.read(CHUNK)):
            if not size and not nested and _is_nested(info.filename, chunk):
                raise ArchiveRefused("nested_archive", {"entry": info.filename[:80]})
            size += len(chunk)
    return size


def _is_nested(name: str, head: bytes) -> bool:
    # Office files rightly carry other Office files as embedded objects; nobody opens those here.
    return head.startswith(b"PK\3\4") and "/embeddings/" not in name


def check_xml(
    stream, *, elements: int = 200_000, depth: int = 200, attributes: int = 1_000_000, size: int = 16 * MIB
) -> int:
    """Read XML once without keeping it; return how many elements it has. `size` is in bytes.

    Raises ArchiveRefused: doctype (entities and external references start there), too_many_elements,
    too_deep, too_many_attributes, long_token, too_large, damaged (not well-formed).
    """
    counter = XmlCounter(elements, depth, attributes)
    parse_xml(stream, counter, size=size)
    return counter.seen


def parse_xml(stream, counter: "XmlCounter", *, size: int) -> None:
    """Feed XML to a counter, or to one that also listens. Raises ArchiveRefused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = counter.doctype
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.CharacterDataHandler = counter.text
    try:
        _feed(parser, stream, size)
    except expat.ExpatError as broken:
        raise ArchiveRefused("damaged") from broken


def _feed(parser, stream, size: int) -> None:
    """Parsers read an unfinished tag or comment again with every chunk, so a long one costs its length squared."""
    fed = 0
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > LONGEST_TOKEN:
            raise ArchiveRefused("long_token", {"limit_kib": LONGEST_TOKEN // 1024})
        if fed > size:
            raise ArchiveRefused("too_large", {"limit_mib": size // MIB})
    parser.Parse(b"", True)


class XmlCounter:
    """Counts what an XML parser meets and stops it at the limits."""

    # Whoever only counts hears no text.
    text = None

    def __init__(self, elements: int, depth: int, attributes: int):
        self.limits = elements, depth, attributes
        self.seen = self.depth = self.attributes = 0

    def doctype(self, *_):
        raise ArchiveRefused("doctype")

    def start(self, _name, attributes):
        self.seen += 1
        self.depth += 1
        self.attributes += len(attributes)
        elements, depth, attribute_limit = self.limits
        if self.seen > elements:
            raise ArchiveRefused("too_many_elements", {"limit": elements})
        if self.depth > depth:
            raise ArchiveRefused("too_deep", {"limit": depth})
        if self.attributes > attribute_limit:
            raise ArchiveRefused("too_many_attributes", {"limit": attribute_limit})

    def end(self, _name):
        self.depth -= 1
