"""The product's settings for tests: a cheap hasher and, for control tests only, guards that can be switched off.

`GUARDS_OFF=name,name` names switches of tests/controls.py. It is refused without DEBUG: no guard can be off by
accident where somebody works.
"""

from django.core.exceptions import ImproperlyConfigured

from reformtrack.settings import *  # noqa: F403
from reformtrack.settings import DEBUG, INSTALLED_APPS, env

CHEAP, COUNTING = "django.contrib.auth.hashers.MD5PasswordHasher", "tests.hashers.CountingHasher"
PASSWORD_HASHERS = [COUNTING if env.bool("COUNT_COMPARISONS", default=False) else CHEAP]
GUARDS_OFF = env.list("GUARDS_OFF", default=[])
if GUARDS_OFF:
    if not DEBUG:
        raise ImproperlyConfigured("GUARDS_OFF needs DEBUG=1: guards are switched off by control tests only")
    INSTALLED_APPS = [*INSTALLED_APPS, "tests.controls.Controls"]
