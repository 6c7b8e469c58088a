"""The people of the matrix: seven actors in and over one city, and the strangers who must see nothing of a county's."""

from django.conf import settings
from django.test import Client

from pilots.models import Role
from tests.cast import Cast, make_officer, make_unit

BACKEND = "pilots.auth.OfficerBackend"


class People(Cast):
    """The cast with a second city; `actors` and `strangers` are officers by name, `units` the units by scope."""

    def __init__(self):
        super().__init__()
        self.city2 = make_unit("second-city", "吉安市", "city")
        self.bureau2 = make_unit("second-bureau", "吉安市行政审批局", "bureau", self.city2)
        self.beyond = make_unit("suichuan", "遂川县", "county", self.city2, order=9, name_en="Suichuan")
        self.units = {"own": self.own, "foreign": self.foreign, "beyond": self.beyond, "bureau": self.bureau}
        self.units["third"] = self.third
        self.actors = self._actors()
        self.strangers = self._strangers()
        self.addresses = {}
        self.cookies = {name: cookie_of(one) for name, one in (self.actors | self.strangers).items()}

    def _actors(self) -> dict:
        county = {"officer": self.officer, "lead": self.lead}
        bureau = {"reviewer": self.reviewer, "leader": self.bureau_lead, "admin": self.admin, "auditor": self.auditor}
        return county | bureau

    def _strangers(self) -> dict:
        """Everybody who has no business with Zhanggong's rows, by name."""
        near = {
            "foreign officer": self.foreigner,
            "foreign lead": make_officer("foreign-lead", Role.COUNTY_LEAD, self.foreign),
            "third officer": make_officer("third-officer", Role.COUNTY_OFFICER, self.third),
        }
        far = {
            "beyond officer": make_officer("beyond-officer", Role.COUNTY_OFFICER, self.beyond),
            "beyond lead": make_officer("beyond-lead", Role.COUNTY_LEAD, self.beyond),
            "beyond reviewer": make_officer("beyond-reviewer", Role.REVIEWER, self.bureau2),
            "beyond leader": make_officer("beyond-leader", Role.BUREAU_LEAD, self.bureau2),
        }
        return near | far

    def client(self, name: str, **options) -> Client:
        """A fresh browser of an actor or a stranger; `nobody` is not logged in."""
        client = Client(**options)
        if name in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[name]
        return client


def cookie_of(officer) -> str:
    """The session of somebody who has just logged in."""
    client = Client()
    client.force_login(officer, BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
