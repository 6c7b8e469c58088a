"""The unit of an address, for whoever may see it."""

from django.shortcuts import get_object_or_404

from .access import Reach, reach_of
from .models import Unit


def unit_within_reach(officer, key: str) -> Unit:
    """The unit, or 404 outside one's reach. The own one, which everybody with a reach sees, is at hand."""
    if reach_of(officer) is not Reach.NONE and officer.unit.key == key:
        return officer.unit
    return get_object_or_404(Unit.objects.within_reach_of(officer), key=key)
