"""Settings, read from the environment; docs/settings.md names each variable."""

from __future__ import annotations

from pathlib import Path

from thenchot.config import environment
from thenchot.lib import database
from thenchot.lib.clock import FROZEN_DAY

PACKAGE = Path(__file__).resolve().parent.parent
DATA_FOLDER = environment.folder("THENCHOT_DATA", Path("var"))
DEMO = environment.flag("THENCHOT_DEMO", default=False)
DEBUG = environment.flag("THENCHOT_DEBUG", default=False)
environment.day(FROZEN_DAY)  # the clock reads it at each question; a day that is none stops the start here

SECRET_KEY = environment.kept_secret("THENCHOT_SECRET_KEY", DATA_FOLDER / "secret_key")
SEAL_KEY = environment.kept_secret("THENCHOT_SEAL_KEY", DATA_FOLDER / "seal_key")
"""Signs the daily seals of the audit trail; kept outside the database, so that who can rewrite the database cannot re-seal it."""
ALLOWED_HOSTS = environment.words("THENCHOT_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = environment.words("THENCHOT_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "thenchot.audit",
    "thenchot.notices",
    "thenchot.attachments",
    "thenchot.organisation",
    "thenchot.people",
    "thenchot.tokens",
    "thenchot.connections",
    "thenchot.rulesets",
    "thenchot.standards",
    "thenchot.workplan",
    "thenchot.evidence",
    "thenchot.followup",
    "thenchot.checklists",
    "thenchot.intake",
    "thenchot.outbound",
    "thenchot.bodies",
    "thenchot.assessment",
    "thenchot.jobs",
    "thenchot.cli",
    "thenchot.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "thenchot.web.headers.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thenchot.web.language.chosen_language",
    "thenchot.api.middleware.for_software",
    "django.middleware.common.CommonMiddleware",
    "thenchot.web.security.limited.small_enough",
    "thenchot.web.typed.plain_text",
    "django.middleware.csrf.CsrfViewMiddleware",
    "thenchot.web.security.sessions.who_is_signed_in",
    "django.contrib.messages.middleware.MessageMiddleware",
    "thenchot.web.refusals.answer_refusals",
    "thenchot.web.security.limited.limited",
]
ROOT_URLCONF = "thenchot.config.urls"
WSGI_APPLICATION = "thenchot.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "thenchot.web.jinja.environment"},
    },
]

DATABASES = {"default": environment.database("THENCHOT_DATABASE_URL", DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# A locked account with the right password is told that it is locked; who is signed in is asked at each request.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.AllowAllUsersModelBackend"]
# The length depends on whether there is a second factor: people/security/factors.py.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "web.sign_in"
SECOND_FACTOR_ROLES = environment.chosen(
    "THENCHOT_SECOND_FACTOR",
    "" if DEMO else "organisation_body,auditor,administrator",
    ("organisation_body", "monitoring_office", "auditor", "administrator", "everybody"),
)
"""Roles that open nothing before a second factor is set up."""
TEMPORARY_PASSWORD_HOURS = environment.number("THENCHOT_TEMPORARY_HOURS", 72, least=1)
OIDC = environment.oidc()
PROXIES = environment.number("THENCHOT_PROXIES", 0)
"""How many proxies of ours stand in front, each adding the address it was asked from."""
CSRF_FAILURE_VIEW = "thenchot.web.errors.csrf_failed"
SESSION_ENGINE = "thenchot.web.security.store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_MINUTES = environment.number("THENCHOT_IDLE_MINUTES", 60, least=5)
OVERVIEW_MINUTES = environment.number("THENCHOT_OVERVIEW_MINUTES", 5, least=1)
SEVERITY_DAYS = environment.number("THENCHOT_SEVERITY_DAYS", 7)
"""For how long a scorer has their own severity alone before the organisation body sees it too, unless they opened it."""
SECURE = environment.flag("THENCHOT_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE and PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The texts of a form; files have limits of their own, and web/security/limited.py refuses what is too large as a whole.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

API_PER_MINUTE = environment.number("THENCHOT_API_PER_MINUTE", 300, least=1)
"""How often one key may ask in a minute."""
API_OVERLAP_DAYS = environment.number("THENCHOT_API_OVERLAP_DAYS", 7)
"""For how long the secret before a new one goes on."""
API_KEEP_DAYS = environment.number("THENCHOT_API_KEEP_DAYS", 30, least=1)
"""For how long a write that is sent again gets the answer it got."""

ATTACHMENT_MB = environment.number("THENCHOT_ATTACHMENT_MB", 10, least=1)
"""The largest file that may be attached; web/security/limited.py bounds the whole form."""
SCANNER = environment.program("THENCHOT_SCANNER")
"""The malware scanner with its arguments; the path of each new file is added to it."""

INTAKE_FOLDER = environment.folder("THENCHOT_INTAKE", DATA_FOLDER / "tiep-nhan", 0o700)
"""Each connection of the kind folder has one of its own below it."""

RULEBOOK_FOLDERS = environment.folders("THENCHOT_RULEBOOKS")
"""Folders with a body's own rulebooks, beside those that ship."""
CLARITY_FILE = environment.file("THENCHOT_CLARITY")
"""A body's own list of what makes a plan row clear (5 rõ), instead of the one that ships."""

SUPPORT_CONTACT = " · ".join(environment.words("THENCHOT_SUPPORT"))
"""Whom to ask for help, at the foot of each page: name, telephone, hours."""

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31_536_000
"""A year: what is in a file is part of its address (web/static_files.py)."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"thenchot.signin": {"level": "INFO"}},
}

database.listen()
