"""The press of base/press.py on machines that lack something: run in the cage instead of it."""

import os
import socket
from pathlib import Path


def without_fonts(html: str, css: str) -> str:
    """On a machine with Latin fonts alone."""
    config = Path("fonts.conf")
    config.write_text("<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>")
    os.environ["FONTCONFIG_FILE"] = str(config.absolute())
    return _pressed(html, css)


def without_pango(html: str, css: str) -> str:
    """On a machine whose loader finds no library of pango's."""
    import cffi

    dlopen = cffi.FFI.dlopen

    def lacking(self, name, *rest):
        if name and "pango" in name:
            raise OSError(f"cannot load library '{name}'")
        return dlopen(self, name, *rest)

    cffi.FFI.dlopen = lacking
    return _pressed(html, css)


def without_any_memory(html: str, css: str) -> str:
    """On a page that needs more memory than it may have."""
    return str(len(bytearray(b"x") * (2 << 30)))


def watched(html: str, css: str) -> str:
    """As it is, but an attempt to open a connection or a file of the page's ends it."""

    def refuse(*args, **kwargs):
        os.abort()

    socket.socket.connect = socket.getaddrinfo = refuse
    return _pressed(html, css)


def _pressed(html: str, css: str) -> str:
    from base import press

    return press.pressed(html, css)
