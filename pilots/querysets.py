"""Every question asked about units and officers."""

from django.contrib.auth.base_user import BaseUserManager
from django.db import models

from . import access


class UnitQuerySet(models.QuerySet):
    """Units."""

    def active(self):
        return self.filter(active=True)

    def within_reach_of(self, officer):
        """Units whose rows the officer may see: own, or the subtree of the own unit's parent."""
        match access.reach_of(officer):
            case access.Reach.OWN:
                return self.filter(pk=officer.unit_id)
            case access.Reach.TREE:
                return self.filter(path__startswith=officer.unit.home_path)
        return self.none()

    def accounts_kept_by(self, officer):
        """Units whose accounts the officer opens, disables and resets: the own, or all."""
        if access.may(officer, access.Action.KEEP_ALL_ACCOUNTS):
            return self.all()
        if access.may(officer, access.Action.KEEP_OWN_ACCOUNTS):
            return self.filter(pk=officer.unit_id)
        return self.none()

    def listed_for(self, officer):
        """Units a person who sees gaps hears about: the admin of all, the bureau of those within reach."""
        return self.all() if access.may(officer, access.Action.KEEP_ALL_ACCOUNTS) else self.within_reach_of(officer)

    def counties(self):
        return self.filter(kind__in=self.model.COUNTY_KINDS)

    def without_officer(self):
        """Active units that nobody can report for: listed for the bureau."""
        from .models import Officer

        working = Officer.objects.active().of_roles(*access.roles_with(access.Action.REPORT))
        working = working.filter(unit=models.OuterRef("pk"))
        return self.active().exclude(kind="city").filter(~models.Exists(working))


class OfficerQuerySet(models.QuerySet):
    """Officers."""

    def active(self):
        return self.filter(is_active=True)

    def accounts_kept_by(self, officer):
        """Accounts the officer opens, disables and resets."""
        from .models import Unit

        return self.filter(unit__in=Unit.objects.accounts_kept_by(officer))

    def of_roles(self, *roles):
        return self.filter(role__in=roles)

    def for_accounts(self):
        """What a row of the list of accounts shows, in one query."""
        return self.select_related("unit")

    def able_to_take_over(self, giver):
        """Active colleagues of the same unit whose role can go on with the giver's work."""
        # An administrator has an inbox too, but could not read there what a bureau lead was told.
        work = (access.Action.REPORT, access.Action.SEE)
        action = next((each for each in work if giver.role in access.roles_with(each)), access.Action.READ_INBOX)
        colleagues = self.active().filter(unit_id=giver.unit_id).exclude(pk=giver.pk)
        return colleagues.of_roles(*access.roles_with(action))


class OfficerManager(BaseUserManager.from_queryset(OfficerQuerySet)):
    """Officers are made by `Officer(...).open_account()`; this serves log-in and commands."""

    def get_by_natural_key(self, username):
        return self.get(username=self.model.normalize_username(username))
