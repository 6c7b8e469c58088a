"""Every setting of ReformTrack, typed, from the environment or `.env`.

Without any of them the embedded default serves: SQLite and a private Valkey socket under `var/`.
Contradictory settings are system checks (reformtrack/checks.py), not comments.
"""

import secrets
import sys
from pathlib import Path

import environ
from celery.schedules import ParseException, crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = BASE_DIR / env("VAR_DIR", default="var")
TESTING = "pytest" in sys.modules


def kept_secret() -> str:
    """The installation's own secret, made once and readable by its owner alone."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


def schedule(name: str, line: str) -> crontab:
    """A crontab line of five fields; any other stops the start and names the setting."""
    try:
        return crontab.from_string(line)
    except (ValueError, ParseException) as error:
        raise ImproperlyConfigured(f"{name}={line!r} is not a line such as '30 8 * * *': {error}") from None


# -- what this installation is ------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
HTTPS = env.bool("HTTPS", default=False)
PINNED_TODAY = env("TODAY", default="")
SECRET_KEY = env("SECRET_KEY", default="") or kept_secret()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
SUPPORT_CONTACT = env("SUPPORT_CONTACT", default="")
SECRECY_NOTICE = env("SECRECY_NOTICE", default="本系统为非涉密系统，严禁存储、处理、传输国家秘密")

# -- the house: each app may use those below it (DESIGN §3) --------------------------------------
INSTALLED_APPS = [
    "reformtrack",
    "reports",
    "alerts",
    "transfers",
    "tasks",
    "pilots",
    "base",
    "axes",
    "csp",
    "django_htmx",
    "pilots.adminsite.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "base.middleware.request_id",
    "base.middleware.one_calendar",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "base.middleware.closed_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "base.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "base.middleware.idle_timeout",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "pilots.middleware.password_change_first",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "reformtrack.urls"
WSGI_APPLICATION = "reformtrack.wsgi.application"
ASGI_APPLICATION = "reformtrack.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "base.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "base.templatetags.ui"],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# -- where it keeps things ----------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'reformtrack.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at BEGIN, so the timeout works and no write is lost; SQLite queues nobody, so on
    # a slow machine somebody may wait long, but no longer than the web server bears (60 s). FULL keeps an acknowledged
    # commit through a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 40,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON",
    }
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
FILES_DIR = BASE_DIR / env("FILES_DIR", default=str(VAR_DIR / "files"))
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# -- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "pilots.Officer"
AUTHENTICATION_BACKENDS = ["pilots.auth.LockoutBackend", "pilots.auth.OfficerBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "pilots.passwords.LengthAndClasses"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "pilots.passwords.NoContextWords"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email", "office_phone")},
    },
    {"NAME": "pilots.passwords.NotReused"},
]
PASSWORD_MAX_AGE_DAYS = env.int("PASSWORD_MAX_AGE_DAYS", default=90)
ONE_TIME_PASSWORD_HOURS = env.int("ONE_TIME_PASSWORD_HOURS", default=72)
LOGIN_URL = "pilots:login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_SAVE_EVERY_REQUEST = False
AXES_FAILURE_LIMIT = env.int("LOCKOUT_LIMIT", default=5)
AXES_COOLOFF_TIME = env.float("LOCKOUT_HOURS", default=0.25)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_LOCKOUT_CALLABLE = "pilots.auth.same_answer"
AXES_USERNAME_CALLABLE = "pilots.auth.counted_name"
AXES_CLIENT_IP_CALLABLE = "pilots.auth.counted_address"
# Guesses at a locked name neither lengthen the lock nor let its row grow.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# -- language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# -- web ----------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and TRUSTED_PROXIES else None
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "language"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "base.views.csrf_failure"
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT_MB", default=20) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_HANDLERS = ["base.uploads.BoundedUploadHandler"]

# -- jobs: the database is the record, Celery the doorbell (RELIABILITY §4.1) ---------------------
CELERY_BROKER_URL = env("BROKER_URL", default=f"redis+socket://{VAR_DIR / 'valkey.sock'}?virtual_host=0")
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 120, 90
CELERY_TASK_SERIALIZER, CELERY_ACCEPT_CONTENT = "json", ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BEAT_CRON_STARTING_DEADLINE = 1800
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    "socket_keepalive": True,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
DIGEST_CRON = env("DIGEST_CRON", default="30 8 * * *")
# Who issues the notices of the ladder; empty: the plan's verifying unit.
NOTICE_ISSUER = env("NOTICE_ISSUER", default="")
QUIET_HOURS = env("QUIET_HOURS", default="18:00-08:00")
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=60)
CELERY_BEAT_SCHEDULE = {
    "raise-alerts": {"task": "alerts.jobs.raise_alerts", "schedule": schedule("DIGEST_CRON", DIGEST_CRON)},
    "deliver-alerts": {"task": "alerts.jobs.deliver_alerts", "schedule": SWEEP_SECONDS},
    "sweep-files": {"task": "base.jobs.sweep_files", "schedule": crontab(hour="3", minute="10")},
}

# -- mail ---------------------------------------------------------------------------------------
MAIL_ENABLED = bool(env("EMAIL_URL", default=""))
if MAIL_ENABLED:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = 30
# A claimed delivery is another worker's again after this long: more than the four answers of one send.
LEASE_SECONDS = env.int("LEASE_SECONDS", default=5 * EMAIL_TIMEOUT)
# A mail that may have arrived: `resend` it with the same Message-ID, or `hold` it for a person.
MAIL_UNCERTAIN = env("MAIL_UNCERTAIN", default="resend")
# The same for chats and text messages, whose readers would see both: `hold` or `resend`.
CHAT_UNCERTAIN = env("CHAT_UNCERTAIN", default="hold")
# Mail domains that receive a digest's list as a workbook too.
MAIL_SHEET_DOMAINS = [domain.lower() for domain in env.list("MAIL_SHEET_DOMAINS", default=[])]
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="reformtrack@localhost")

# What a monitor says to read /healthz?deep=1; without it there is no such page.
HEALTH_TOKEN = env("HEALTH_TOKEN", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "base.logs.formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {"axes": {"level": "ERROR"}},
}
# axes.W006 wants the address among the lockout keys: a county sits behind one, and the account is the stricter key.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
