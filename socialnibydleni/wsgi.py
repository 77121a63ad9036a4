"""The WSGI entry point that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialnibydleni.settings")

django = get_wsgi_application()

from socialnibydleni import serving  # noqa: E402 - its models are ready only now

application = serving.application(django)
