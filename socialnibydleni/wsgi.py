"""The WSGI entry point that gunicorn serves."""

import gc
import os

gc.disable()  # nearly all that is made here stays; looking through it for garbage takes a tenth of the start

from django.core.wsgi import get_wsgi_application  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialnibydleni.settings")

django = get_wsgi_application()

from socialnibydleni.serving import process  # noqa: E402 - its models are ready only now

application = process.application(django)

gc.freeze()
gc.enable()
