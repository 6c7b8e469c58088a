from django.db import models, transaction
from django.db.models.functions import Concat, Substr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..querysets import UnitQuerySet


class Unit(models.Model):
    """Whoever can be made responsible. Units form a tree; `path` names the way to the root."""

    class Kind(models.TextChoices):
        CITY = "city", _("city")
        BUREAU = "bureau", _("municipal bureau")
        OFFICE = "office", _("leading group office")
        DISTRICT = "district", _("district")
        COUNTY = "county", _("county")
        COUNTY_CITY = "county_city", _("county-level city")
        ZONE = "zone", _("functional zone")

    COUNTY_KINDS = (Kind.DISTRICT, Kind.COUNTY, Kind.COUNTY_CITY, Kind.ZONE)

    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    full_name = models.CharField(_("full name"), max_length=100, blank=True)
    short_name = models.CharField(_("short name"), max_length=20, blank=True)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    code = models.CharField(_("GB/T 2260 code"), max_length=6, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    path = models.CharField(max_length=200, editable=False, db_index=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    county_review = models.BooleanField(_("county review before sending"), default=False)
    active = models.BooleanField(_("active"), default=True)
    # Where its tile lies on the schematic map; without one it takes a free place.
    map_column = models.PositiveSmallIntegerField(_("column on the map"), null=True, blank=True)
    map_row = models.PositiveSmallIntegerField(_("row on the map"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code=""),
                name="unit_code_once",
                violation_error_message=_("Another unit has this GB/T 2260 code."),
            ),
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="unit_name_once_per_parent",
                violation_error_message=_("Another unit of the same parent has this name."),
            ),
        ]

    def __str__(self):
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def formal_name(self) -> str:
        """The name as it stands on a document."""
        return self.full_name or self.name

    @property
    def is_county(self) -> bool:
        return self.kind in self.COUNTY_KINDS

    @property
    def verifies(self) -> bool:
        """Whether people sit here who verify or lead."""
        return self.kind in (self.Kind.BUREAU, self.Kind.OFFICE)

    @property
    def home_path(self) -> str:
        """The path of the parent: bureau roles reach the subtree below it."""
        return self.path[: len(self.path) - len(f"{self.pk}/")]

    @transaction.atomic
    def place(self, parent: "Unit | None") -> None:
        """Put the unit, with all below it, under `parent`. The only way a path is written.

        Raises ValueError when the parent lies below the unit itself.
        """
        if parent and self.path and parent.path.startswith(self.path):
            raise ValueError(f"{parent} lies below {self}")
        old, new = self.path, f"{parent.path if parent else '/'}{self.pk}/"
        self.parent, self.path = parent, new
        self.save(update_fields=["parent", "path"])
        if old and old != new:
            below = Unit.objects.filter(path__startswith=old).exclude(pk=self.pk)
            below.update(path=Concat(models.Value(new), Substr("path", len(old) + 1)))
