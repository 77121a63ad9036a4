"""The one settings file. A difference between machines is a value in the environment (.env.example), never a branch."""

from datetime import timedelta

from csp.constants import NONE, SELF

from socialnibydleni import content_folder, environment
from socialnibydleni.editors.accounts import issuer
from socialnibydleni.environment import BASE_DIR

# Whose site this is: its texts, facts, parts and looks.

CONTENT = content_folder.read("SITE_CONTENT", environment.text("SITE_CONTENT", "socialnibydleni/content"))
ADDRESSES_OFF, MODELS_OFF = CONTENT.addresses_off, CONTENT.models_off

# Who we are on the net: everything that depends on the address follows from SITE_URL.

_site = environment.site_url("SITE_URL")
_host = _site.hostname or ""  # never empty: an address without a host ends the start
_is_https = _site.scheme == "https"

SITE_URL = _site.geturl()
SITE_ID = 1  # the one row of django.contrib.sites, see site_row.py
SECRET_KEY = environment.secret("SECRET_KEY")
DEBUG = environment.flag("DEBUG", default=False)
ALLOWED_HOSTS = environment.LOOPBACK_NAMES if environment.is_loopback(_host) else [_host]
FORMER_HOSTS = environment.host_names("FORMER_HOSTS")

# Without a declared proxy nothing that a client sends is believed. On https the number has no default: TLS ends at a
# proxy, and a forgotten one would answer every request with a redirect to itself.
PROXY_COUNT = environment.count("PROXY_COUNT", None if _is_https else 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
# A cache in front may send a page for so many seconds without asking, if it is right for as long.
SHARED_CACHE_SECONDS = environment.count("SHARED_CACHE_SECONDS", 0)

SECURITY_CONTACT = environment.text("SECURITY_CONTACT", "")  # RFC 9116: mailto:, https: or tel:

METRICS_TOKEN = environment.token("METRICS_TOKEN")  # for /stav/metriky from another machine; empty: from this one only

# What the site is made of

INSTALLED_APPS = [
    "socialnibydleni.apps.SiteConfig",
    "pages",
    "municipalities",
    "contact",
    "socialnibydleni.apps.EditorsDoorConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.redirects",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "simple_history",
    "csp",
    "django_prose_editor",
]

MIDDLEWARE = [
    "socialnibydleni.log.RequestIdMiddleware",  # first, so that whatever is logged has the number
    "csp.middleware.CSPMiddleware",  # outside of all that answers, so that a refused host gets the policy too
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "socialnibydleni.addresses.former_hosts.FormerHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "socialnibydleni.serving.compression.CompressionMiddleware",
    "pages.preview.showing.PreviewMiddleware",  # outside whatever makes a body, so that all links stay in it
    "socialnibydleni.editors.kept.middleware.KeptMiddleware",  # outside whatever answers in an outage
    "socialnibydleni.serving.error_pages.ErrorPageMiddleware",
    "pages.frame.door.FrameMiddleware",
    "pages.web.parts.PartsMiddleware",
    "socialnibydleni.editors.session.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "pages.web.former_addresses.FormerAddressMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",  # last, so that a lock-out replaces whatever the sign-in answered
]

ROOT_URLCONF = "socialnibydleni.urls"
WSGI_APPLICATION = "socialnibydleni.wsgi.application"
CSRF_FAILURE_VIEW = "socialnibydleni.editors.kept.door.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [*CONTENT.templates, BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "pages.frame.door.frame",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["socialnibydleni.editors.kept.owner"],  # {% csrf_token %} that also says whose a form is
        },
    },
]

# Where it keeps things

DATABASES = {
    "default": {
        **environment.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}"),
        "CONN_MAX_AGE": None,  # a new connection costs a cold page almost half of its time
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [*CONTENT.static, BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nobody asks for the others, and whoever kept one would keep it for ever
UPLOADS = environment.uploads("UPLOADS_URL")  # the bucket that has them; empty: they lie in MEDIA_ROOT
_IN_BUCKET = {"BACKEND": "pages.documents.store.bucket.BucketStorage", "OPTIONS": UPLOADS}
_IN_FOLDER = {"BACKEND": "pages.documents.store.folder.FolderStorage"}
STORAGES = {
    "default": _IN_BUCKET if UPLOADS else _IN_FOLDER,
    "staticfiles": {"BACKEND": "socialnibydleni.serving.static_files.StaticFilesStorage"},
}

# Documents: nothing that was uploaded has an address; a view hands out what is published.

MEDIA_ROOT = environment.text("MEDIA_ROOT", str(BASE_DIR / "media"))
DOCUMENT_MAX_BYTES = environment.count("DOCUMENT_MAX_MB", 20) * 1_000_000
X_ACCEL_PREFIX = environment.internal_address("X_ACCEL_PREFIX")  # where nginx finds MEDIA_ROOT; empty: we send files
if UPLOADS and X_ACCEL_PREFIX:
    environment.stop("X_ACCEL_PREFIX", "has nginx send files from MEDIA_ROOT, but UPLOADS_URL keeps them elsewhere")
FILE_UPLOAD_HANDLERS = ["pages.documents.upload_handler.BoundedUploadHandler"]

# Language and time

LANGUAGE_CODE = "cs"
# Readers choose by the address, see pages.languages; each by its own name. cs-easy is Czech that is easy to read.
LANGUAGES = [("cs", "Čeština"), ("en", "English"), ("uk", "Українська"), ("cs-easy", "Snadné čtení")]
LOCALE_PATHS = [BASE_DIR / "locale"]  # the public site in its other languages; what the packages leave in English
FORMAT_MODULE_PATH = ["socialnibydleni.formats"]
TIME_ZONE = "Europe/Prague"
USE_TZ = True

# Mail and requests for a meeting

_mail = environment.mail("EMAIL_URL", "consolemail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
# Without a mail server a public site keeps its mails: printed they would be lost, and whom they are for in a log.
MAILS_WAIT = _is_https and EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"] or "", _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 30  # seconds; some servers look long at a mail before they take it, and no reader waits for it
MAIL_FROM = environment.mail_address("MAIL_FROM")  # empty: the contact centre's own address

MEETING_RETENTION_DAYS = environment.count("MEETING_RETENTION_DAYS", 90)  # after closing; GDPR, Art. 5(1)(e)
BACKUP_COMMAND = environment.text("BACKUP_COMMAND", "")  # for the shell; $1 is the file that was just made
OPERATOR_MAIL = environment.mail_address("OPERATOR_MAIL")  # who hears of a unit that failed; empty: nobody
BACKUP_DAYS = 30  # after that a backup is gone, says the privacy page; deploy/socialnibydleni-copies.service sees to it
MEETING_LIMIT_PER_ADDRESS = environment.count("MEETING_LIMIT_PER_ADDRESS", 10)  # requests a day
MEETING_LIMIT_TOTAL = environment.count("MEETING_LIMIT_TOTAL", 300)  # requests a day
MEETING_MIN_SECONDS = environment.count("MEETING_MIN_SECONDS", 3)  # nobody fills the form in faster

# Whether housekeeping asks other web sites if the pages that we lead to are still there.
CHECK_LINKS = environment.flag("CHECK_LINKS", default=False)

# Safety

SECURE_SSL_REDIRECT = _is_https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 * _is_https
SECURE_HSTS_INCLUDE_SUBDOMAINS = _is_https
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# The browsers' HSTS preload list is the domain owner's to claim; pages.templatetags.i18n stands before Django's own.
SILENCED_SYSTEM_CHECKS = ["security.W021", "templates.W003"]
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/sprava/"  # readers never get a cookie
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600  # without a sign of its editor, see socialnibydleni/editors/session.py
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # its cookie would have the path /

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],  # the admin's own files; public pages ship no script
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"]
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = ["socialnibydleni.editors.turnstile.OneAtATime"]
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
OTP_TOTP_ISSUER = issuer.of_codes
EDITORS_HELP = environment.text("EDITORS_HELP", "")  # whom a locked-out editor may call

# Five wrong passwords or codes of one account from one address lock that pair, so that nobody can lock others out.
AXES_HANDLER = "socialnibydleni.editors.set_back.Attempts"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "pages.web.proxies.client_address"
AXES_LOCKOUT_CALLABLE = "socialnibydleni.editors.sign_in.lockout"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page has said when it ends
# Masked in its records, like the password.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "next", "old_password", "new_password1", "new_password2"]
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are in the audit log, without addresses
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# What the operator reads: problems only, as JSON lines on standard error, without addresses or contents of requests

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "socialnibydleni.log.MaskTokens"}},
    "formatters": {
        "json": {"()": "socialnibydleni.log.JsonFormatter"},
        "as-is": {"format": "{message}", "style": "{"},  # audit.py writes its own JSON
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["mask"]},
        "audit": {"class": "logging.StreamHandler", "formatter": "as-is", "filters": ["mask"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # every 404 of every scanner is not a problem
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "audit": {"handlers": ["audit"], "level": "INFO", "propagate": False},
        "axes": {"level": "CRITICAL"},  # the audit log says the same without addresses
    },
}
