"""Photos: refused by size before a pixel is decoded, then made anew without anything but the picture."""

from datetime import datetime
from pathlib import Path

from PIL import Image

from .unfit import Unfit

LIMIT_PIXELS = 50_000_000
# Above this a photo is kept at half its scale: a page stays legible, and 50 MP stay under 300 MiB of memory.
HALVED_ABOVE = 20_000_000
PREVIEW_SIDE = 1600
EXIF_DETAILS, EXPOSED_AT, ORIENTATION = 0x8769, 0x9003, 0x0112
FORMATS = {"jpg": ("JPEG", "jpg"), "png": ("PNG", "png"), "heic": ("HEIF", "jpg")}
QUALITY = {"JPEG": {"quality": 88, "optimize": True}, "PNG": {"compress_level": 6}}
PLAIN_MODES = {"JPEG": ("L", "RGB"), "PNG": ("L", "LA", "RGB", "RGBA")}
# What the format readers of Pillow raise on broken input.
BROKEN = (OSError, SyntaxError, ValueError, IndexError, KeyError, EOFError, OverflowError)


def examine(path: str, kind, room: str) -> dict:
    """Re-encode the photo upright into `room`, with a preview; its size, kind and moment of exposure."""
    read_as, keep_as = FORMATS[kind.key]
    write_as = FORMATS[keep_as][0]
    try:
        with _opened(path, read_as) as image:
            taken_at = exposure(image)
            picture = _clean(image, write_as)
    except BROKEN:
        raise Unfit("damaged") from None
    kept = Path(room) / "kept"
    picture.save(kept, write_as, **QUALITY[write_as])
    size = {"width": picture.width, "height": picture.height}
    save_preview(picture, Path(room) / "1.jpg")
    return {"kind": keep_as, "kept": str(kept), "taken_at": taken_at, **size}


def save_preview(image: Image.Image, path: Path) -> None:
    """Shrink a picture to PREVIEW_SIDE pixels a side and write it as a JPEG, whole or not at all."""
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    part = path.with_suffix(".part")
    _on_white(image).save(part, "JPEG", quality=80)
    part.replace(path)


def exposure(image: Image.Image) -> str | None:
    """The moment of exposure as naive local ISO time, if the camera wrote a possible one."""
    written = image.getexif().get_ifd(EXIF_DETAILS).get(EXPOSED_AT)
    try:
        return datetime.fromisoformat(str(written).strip("\0 ").replace(":", "-", 2)).isoformat()
    except ValueError:
        return None


def _opened(path: str, read_as: str) -> Image.Image:
    if read_as == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None
    image = Image.open(path, formats=[read_as])
    pixels = image.width * image.height
    if pixels > LIMIT_PIXELS:
        raise Unfit("too_many_pixels", {"found": round(pixels / 1e6), "limit": LIMIT_PIXELS // 1_000_000})
    return image


def _clean(image: Image.Image, write_as: str) -> Image.Image:
    """The decoded picture, upright, in a plain mode, with no word of metadata left."""
    orientation = image.getexif().get(ORIENTATION, 1)
    if image.width * image.height > HALVED_ABOVE:
        image = _halved(image)
    image.load()
    image = _plain(image, write_as)
    image.info = {}
    image.getexif().clear()
    return _upright(image, orientation)


def _halved(image: Image.Image) -> Image.Image:
    wanted = (image.width // 2, image.height // 2)
    # A JPEG can be decoded at half scale at once; other formats are decoded whole, then reduced.
    return image if image.draft(None, wanted) else image.reduce(2)


def _plain(image: Image.Image, write_as: str) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L") if "16" in image.mode else image.convert("L")
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA")
    if write_as == "JPEG" and image.mode in ("RGBA", "LA"):
        return _on_white(image)
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in PLAIN_MODES[write_as] else image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode not in ("RGBA", "LA", "PA"):
        return image.convert("RGB")
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image
