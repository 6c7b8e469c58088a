"""Every address that the resolver knows, by name, or by pattern where it has none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One address: its name, its pattern and its view."""

    name: str
    pattern: str
    view: Any

    @property
    def public(self) -> bool:
        """What LoginRequiredMiddleware asks of a view."""
        return not getattr(self.view, "login_required", True)

    @property
    def parameters(self) -> set[str]:
        """The converters in the pattern: uuid, int, slug, path."""
        return {part.split(":")[0] for part in self.pattern.split("<")[1:] if ":" in part}


def routes(resolver=None, prefix: str = "", spaces: str = "") -> Iterator[Route]:
    """All routes below `resolver`, the whole product by default."""
    for part in (resolver or get_resolver()).url_patterns:
        where = prefix + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from routes(part, where, f"{spaces}{part.namespace}:" if part.namespace else spaces)
        else:
            yield Route(f"{spaces}{part.name}" if part.name else where, where, part.callback)
