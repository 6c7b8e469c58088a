"""Made-up proofs: pages and photos drawn on the spot, each marked as fictitious."""

import io
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

# Any of these draws Chinese; without one the proofs carry Latin letters and figures only.
FONTS = (
    "usr/share/fonts/**/wqy-microhei.ttc",
    "usr/share/fonts/**/wqy-zenhei.ttc",
    "usr/share/fonts/**/NotoSansCJK-Regular.ttc",
    "usr/share/fonts/**/NotoSerifCJK-Regular.ttc",
    "System/Library/Fonts/PingFang.ttc",
    "System/Library/Fonts/STHeiti Light.ttc",
)
DATE_TIME, EXIF_IFD, DATE_TIME_ORIGINAL = 0x0132, 0x8769, 0x9003


def _chinese_font() -> str | None:
    return next((str(path) for pattern in FONTS for path in sorted(Path("/").glob(pattern))), None)


def _write(draw, at, text, size, fill="#1a2330", anchor="mm"):
    path = _chinese_font()
    font = ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
    plain = text if path else text.encode("ascii", "ignore").decode() or "DEMO"
    draw.text(at, plain, font=font, fill=fill, anchor=anchor)


def page(unit: str, title: str, number: str, body: str) -> bytes:
    """A one-page PDF in the form of an official document."""
    image = Image.new("RGB", (826, 1169), "white")
    draw = ImageDraw.Draw(image)
    _write(draw, (413, 150), f"{unit}文件", 46, "#c00000")
    _write(draw, (413, 230), number, 22)
    draw.line((90, 262, 736, 262), fill="#c00000", width=3)
    _write(draw, (413, 340), title.removesuffix(".pdf"), 32)
    for line, start in enumerate(range(0, len(body), 26)):
        _write(draw, (110, 430 + line * 42), body[start : start + 26], 24, anchor="lm")
    _write(draw, (413, 1100), "演示材料　内容虚构 DEMO", 20, "#808080")
    file = io.BytesIO()
    image.save(file, "PDF", resolution=100, title=title)
    return file.getvalue()


def photo(unit: str, title: str, taken: datetime) -> bytes:
    """A JPEG of a plate on a wall, with its moment of exposure."""
    image = Image.new("RGB", (1200, 900), "#b9bdc2")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 620, 1200, 900), fill="#8c918f")
    draw.rectangle((760, 120, 1080, 620), fill="#7f93a8", outline="#5c7188", width=10)
    draw.rectangle((330, 90, 520, 600), fill="white", outline="#6b4a2a", width=6)
    for place, letter in enumerate("政务服务管理办公室" if "加挂" in title else "行政审批局"):
        _write(draw, (425, 130 + place * 52), letter, 44)
    _write(draw, (600, 760), f"{unit}　{title.removesuffix('.jpg')}", 30)
    _write(draw, (600, 830), "演示材料　内容虚构 DEMO", 24, "#d0d0d0")
    exif = Image.Exif()
    stamp = taken.strftime("%Y:%m:%d %H:%M:%S")
    exif[DATE_TIME] = stamp
    exif.get_ifd(EXIF_IFD)[DATE_TIME_ORIGINAL] = stamp
    file = io.BytesIO()
    image.save(file, "JPEG", quality=82, exif=exif)
    return file.getvalue()
