"""What the site is measured against; gunicorn makes each of them from a name such as bench_peers:bare()."""

import importlib
import json
import os
from pathlib import Path

from django.http import HttpResponse
from django.urls import path

OURS = {"socialnibydleni", "pages", "municipalities", "contact"}
PACKAGES = ["brotli", "holidays", "icalendar", "nh3", "psycopg", "segno", "snowballstemmer", "whitenoise.base"]
SEVEN = [  # those of a new Django project
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CACHED = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *SEVEN,
    "django.middleware.cache.FetchFromCacheMiddleware",
]


def captured():
    """The page as the site sent it: its headers and its body."""
    folder = Path(os.environ["BENCH_FOLDER"])
    return json.loads((folder / "headers.json").read_text()), (folder / "index.html.gz").read_bytes()


def bare():
    """The least that gunicorn can serve: the same headers and bytes, whatever is asked."""
    headers, body = captured()

    def application(_environ, start_response):
        start_response("200 OK", [(name, value) for name, value in headers])
        return [body]

    return application


def django_cache():
    """Django's own cache of whole pages, in memory, with the same page in it."""
    return _django(CACHED, page)


def plain_django():
    """A Django with the packages of the site, without the site: seven middlewares and one view that says hello."""
    for name in PACKAGES:
        importlib.import_module(name)
    return _django(SEVEN, hello)


def _django(middleware, view):
    os.environ["DJANGO_SETTINGS_MODULE"] = "socialnibydleni.settings"
    from django.conf import settings  # noqa: PLC0415 - they can be read only now
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    theirs = [name for name in settings.INSTALLED_APPS if name.partition(".")[0] not in OURS]
    settings.INSTALLED_APPS = [*theirs, "django.contrib.admin"]
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"].remove("pages.frame.door.frame")
    settings.MIDDLEWARE, settings.ROOT_URLCONF = middleware, "bench_peers"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    urlpatterns.append(path("", view))
    return get_wsgi_application()


def page(_request):
    """The captured page; Django keeps none with max-age=0, so it is public for a while."""
    headers, body = captured()
    response = HttpResponse(body, headers=dict(headers))
    response["Cache-Control"] = "public, max-age=600"
    return response


def hello(_request):
    """The least that a view can do."""
    return HttpResponse("Dobrý den.")


urlpatterns = [path("hello/", hello)]
