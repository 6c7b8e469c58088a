"""Addresses of hundreds of rows, each kind asked of the resolver once."""

from uuid import UUID

from django.urls import reverse

# Stand-ins that the patterns of the addresses accept and no row has.
_NOBODY = {"tasks:unit": "no-such-unit"}
_NO_KEY = UUID(int=0)


class Addresses:
    """The addresses that one page writes; `query` goes along to each page: the past day looked at."""

    def __init__(self, query: str = ""):
        self.query = query
        self._parts: dict[str, list[str]] = {}

    def of(self, name: str, key) -> str:
        """What `reverse(name, args=[key])` gives, and the query."""
        if name not in self._parts:
            nobody = _NOBODY.get(name, _NO_KEY)
            self._parts[name] = reverse(name, args=[nobody]).split(str(nobody))
        before, after = self._parts[name]
        return f"{before}{key}{after}{self.query}"
