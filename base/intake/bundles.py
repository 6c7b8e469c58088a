"""A zip of workbooks that departments sent back, unpacked in the cage into files of our own naming."""

import zipfile
from pathlib import Path

from base.archives import check_zip

MOST_FILES = 100
UNPACKED = 200 * 1024 * 1024
CHUNK = 64 * 1024
# What a bundle carries along and nobody put there.
LITTER = ("__MACOSX/", "Thumbs.db", ".DS_Store")


def unpack(path: str, room: str) -> list[list[str]]:
    """Unpack into `room`; return [[path, name], ...] in the order of the zip. Raises ArchiveRefused."""
    check_zip(path, entries=MOST_FILES, unpacked=UNPACKED, nested=True)
    with zipfile.ZipFile(path) as archive:
        return [_placed(archive, info, Path(room)) for info in archive.infolist() if _is_file(info)]


def _is_file(info: zipfile.ZipInfo) -> bool:
    name = _name_of(info)
    return not info.is_dir() and not name.startswith("~$") and not any(each in info.filename for each in LITTER)


def _placed(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: Path) -> list[str]:
    target = room / f"{info.header_offset}"
    with archive.open(info) as source, target.open("xb") as file:
        while chunk := source.read(CHUNK):
            file.write(chunk)
    return [str(target), _name_of(info)]


def _name_of(info: zipfile.ZipInfo) -> str:
    """The file's name without its folder; older Windows programs write it in GBK without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        name = raw.decode("utf-8" if _is_utf8(raw) else "gbk", "replace")
    return name.replace("\\", "/").rpartition("/")[2]


def _is_utf8(raw: bytes) -> bool:
    try:
        return bool(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return False
