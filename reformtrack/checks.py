"""Settings that contradict each other are refused before anything starts."""

from collections.abc import Iterator
from datetime import date, time
from ipaddress import ip_address

from celery.schedules import crontab
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from alerts.patience import POLICIES
from alerts.quiet import quiet_span, within

SHORTEST_TOKEN = 20
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@register(Tags.compatibility)
def business_day(app_configs=None, **kwargs) -> Iterator[CheckMessage]:
    """TODAY pins the business day of a demo; in earnest it would falsify every record."""
    pinned = settings.PINNED_TODAY
    if pinned and not settings.DEMO:
        yield Error("TODAY is set, but DEMO is not.", hint="Set DEMO=1 or remove TODAY.", id="reformtrack.E001")
    if pinned and not is_day(pinned):
        yield Error(f"TODAY={pinned} is not a day.", hint="Write it as 2021-02-18.", id="reformtrack.E002")


@register(Tags.security)
def kind_of_installation(app_configs=None, **kwargs) -> Iterator[CheckMessage]:
    """DEBUG shows source and settings to whoever meets an error, so never in production (HTTPS)."""
    if settings.DEBUG and settings.HTTPS:
        yield Error("DEBUG and HTTPS are both set.", hint="Remove DEBUG in production.", id="reformtrack.E003")
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        yield Warning(
            "HTTPS is set, but TRUSTED_PROXIES is 0: behind a proxy every request would be redirected for ever.",
            hint="Set TRUSTED_PROXIES to the number of proxies in front of gunicorn.",
            id="reformtrack.W001",
        )
    if settings.HTTPS and not settings.SITE_URL.startswith("https://"):
        yield Warning("SITE_URL is not https, but HTTPS is set: links in mails break.", id="reformtrack.W002")


@register(Tags.security, deploy=True)
def demo_in_production(app_configs=None, **kwargs) -> Iterator[CheckMessage]:
    if settings.DEMO:
        yield Warning("DEMO is set: invented data, known passwords.", id="reformtrack.W003")


@register(Tags.security)
def mail(app_configs=None, **kwargs) -> Iterator[CheckMessage]:
    """Mail names people and late tasks: it leaves this machine encrypted or not at all."""
    encrypted = getattr(settings, "EMAIL_USE_TLS", False) or getattr(settings, "EMAIL_USE_SSL", False)
    if settings.EMAIL_BACKEND == SMTP and not encrypted and not is_loopback(settings.EMAIL_HOST):
        yield Warning(
            f"Mail goes to {settings.EMAIL_HOST} unencrypted.",
            hint="Use smtp+tls:// or smtp+ssl:// in EMAIL_URL, or a mail server on this machine.",
            id="reformtrack.W004",
        )
    if settings.MAIL_UNCERTAIN not in POLICIES:
        yield Error(f"MAIL_UNCERTAIN={settings.MAIL_UNCERTAIN} is neither resend nor hold.", id="reformtrack.E005")


@register(Tags.security)
def channels(app_configs=None, **kwargs) -> Iterator[CheckMessage]:
    """What may have arrived is sent again or waits for a person; a monitor's token is hard to guess or absent."""
    if settings.CHAT_UNCERTAIN not in POLICIES:
        yield Error(f"CHAT_UNCERTAIN={settings.CHAT_UNCERTAIN} is neither resend nor hold.", id="reformtrack.E006")
    if settings.HEALTH_TOKEN and len(settings.HEALTH_TOKEN) < SHORTEST_TOKEN:
        yield Error(
            f"HEALTH_TOKEN has fewer than {SHORTEST_TOKEN} characters.",
            hint="Make one with openssl rand -hex 20.",
            id="reformtrack.E007",
        )


@register(Tags.compatibility)
def hours(app_configs=None, **kwargs) -> Iterator[CheckMessage]:
    """QUIET_HOURS is a span of the day such as 18:00-08:00, and the digest must not fall into it."""
    quiet = quiet_span(settings.QUIET_HOURS)
    if settings.QUIET_HOURS and quiet is None:
        yield Error(
            f"QUIET_HOURS={settings.QUIET_HOURS} is not a span of hours.",
            hint="Write it as 18:00-08:00.",
            id="reformtrack.E004",
        )
    if quiet and any(within(quiet, moment) for moment in digest_times(settings.DIGEST_CRON)):
        yield Warning("DIGEST_CRON falls into QUIET_HOURS.", id="reformtrack.W005")


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_loopback(host: str | None) -> bool:
    try:
        return host in (None, "", "localhost") or ip_address(str(host)).is_loopback
    except ValueError:
        return False


def digest_times(cron: str) -> list[time]:
    """The times of day at which a crontab line fires."""
    schedule = crontab.from_string(cron)
    return [time(hour, minute) for hour in sorted(schedule.hour) for minute in sorted(schedule.minute)]
