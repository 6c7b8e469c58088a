"""A ledger that counts what the tests tell it to, and how often it is asked."""

from django.utils.translation import get_language

from tasks import measures
from tasks.measures import Figure

URL = "/ledgers/staff/"


class FakeLedger:
    """Figures by (key, unit): `ledger.says("staff", unit, 17, 78)`; nothing said, no figure."""

    def __init__(self):
        self.figures, self.asked = {}, []

    def serves(self, *keys):
        """Be the provider of `keys` and of no others."""
        measures.register(keys, self.provide)

    def says(self, key, unit, numerator, denominator, **more):
        self.serves(key)
        self.figures.setdefault(key, {})[unit.pk] = (numerator, denominator, more)

    def provide(self, keys, plan, units, on):
        self.asked.append((sorted(keys), sorted(unit.pk for unit in units)))
        found = {key: {unit.pk: self.figures.get(key, {}).get(unit.pk) for unit in units} for key in keys}
        return {key: {pk: made(*said) for pk, said in its.items() if said} for key, its in found.items()}


def made(numerator, denominator, more) -> Figure:
    """The figure in the reader's language; reached when nothing is missing."""
    reached = bool(denominator) and numerator == denominator
    short = "short" if get_language() == "en" else "未达"
    words = {"text": f"{numerator}/{denominator}{'' if reached else short}", "floor": "100%"}
    words |= {"how": (("应计", str(denominator)),), "url": URL}
    return Figure(numerator, denominator, reached, **(words | more))
