"""What the dashboard is narrowed to; it stands in the address, so a view can be pasted into a letter."""

from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from tasks.lamps import Lamp
from tasks.standing import Standing

MODES = ("days", "open")
# The five classes, two marks within them, and the cross-cut.
CLASSES = tuple(Standing.values)
MARKS = (*CLASSES, "returned", "extended", "soon")


@dataclass(frozen=True)
class Filters:
    """Plan and unit looked at (keys), phase (order), mark, lamp, mode and past day; empty when not given."""

    plan: str = ""
    phase: str = ""
    standing: str = ""
    lamp: str = ""
    mode: str = ""
    on: str = ""
    unit: str = ""

    @classmethod
    def of(cls, query) -> "Filters":
        """From the address; what is not understood counts as not given."""

        def given(name, known):
            return query.get(name, "") if query.get(name) in known else ""

        return cls(
            query.get("plan", ""),
            query.get("phase", ""),
            given("standing", MARKS),
            given("lamp", Lamp.values),
            given("mode", MODES),
            query.get("on", ""),
            query.get("unit", ""),
        )

    @property
    def narrow(self) -> bool:
        """Whether some cells are left out."""
        return bool(self.phase or self.standing or self.lamp or self.mode == "open")

    def url(self, **change) -> str:
        """The dashboard's address with some of it changed; always with a question mark, so it is never empty."""
        given = asdict(replace(self, **change))
        return "?" + urlencode({name: value for name, value in given.items() if value})
