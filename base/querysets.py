"""Questions asked of the tables that no single room owns."""

from datetime import date

from django.db import models

from . import clock


class Count(models.Subquery):
    """How many rows a queryset has, as a column."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()

    def __init__(self, rows):
        super().__init__(rows.order_by().values("pk"))


class One(models.Subquery):
    """The first value of a column of some rows; nothing where there are none."""

    def __init__(self, rows, column: str):
        super().__init__(rows.values(column)[:1])


class AuditQuerySet(models.QuerySet):
    """Audit records, newest first."""

    def of_settings(self):
        """Acts that change what pages show beside work itself: units, accounts, settings, working days."""
        acts = self.model.Act
        return self.filter(
            act__in=[
                acts.ACCOUNT,
                acts.HANDOVER,
                acts.UNIT,
                acts.PLAN_LOAD,
                acts.PLAN_SETTINGS,
                acts.SETTINGS,
                acts.WORKING_DAYS,
            ]
        )

    def of_act(self, act: str):
        return self.filter(act=act)

    def naming(self, text: str):
        """Records whose person, as called then or as typed, or whose object contains the text."""
        return self.filter(models.Q(by_name__icontains=text) | models.Q(what__icontains=text))

    def since(self, day: date):
        return self.filter(at__gte=clock.day_bounds(day)[0])

    def until(self, day: date):
        """Up to the end of the day."""
        return self.filter(at__lt=clock.day_bounds(day)[1])

    def refusals(self):
        return self.filter(succeeded=False)


class SheetLoadQuerySet(models.QuerySet):
    """Loaded workbooks."""

    def unclaimed(self, moment):
        """Loads still to be read that nobody took, or whose reader has not answered since `moment`."""
        return self.filter(models.Q(taken_at=None) | models.Q(taken_at__lt=moment), state="reading")

    def older_than(self, moment):
        return self.filter(created_at__lt=moment)


class SheetRowQuerySet(models.QuerySet):
    """Rows of a loaded workbook, in the order in which they were read."""

    def showing(self, filter_: str):
        """Those of one outcome; "conflicts" for those that somebody else changed too; any other word for all."""
        if filter_ == "conflicts":
            return self.filter(conflicting=True)
        return self.filter(outcome=filter_) if filter_ in ("new", "changed", "unchanged", "refused") else self

    def told(self, *names: str):
        """With these columns alone, and with the load: rows read by way of it ask for it one by one otherwise."""
        return self.only("load", *names)

    def per_sheet(self):
        """(sheet, outcome, rows) of the load."""
        return self.order_by().values_list("sheet", "outcome").annotate(models.Count("pk"))
