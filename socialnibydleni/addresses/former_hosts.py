"""Whoever asks for a name that the site had before is led to the one that it has."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import product

from django.conf import settings
from django.contrib import admin
from django.db.models import CharField, Model, TextField
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from contact.models import MeetingRequest, Report
from pages.models import DocumentVersion, ExternalAddress, PageVersion, PreviewLink
from pages.web.admin_address import admin_address

LEFT_OUT = {MeetingRequest, Report, ExternalAddress, PreviewLink}  # what others wrote, and what follows from texts


class FormerHostMiddleware:
    """Answers 301 under FORMER_HOSTS, with the path and the query as they were asked for (RFC 9110, 15.4.2)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The way on; or the answer from further in, which also refuses a host that was never ours."""
        name = request.META.get("HTTP_HOST", "").partition(":")[0].lower().rstrip(".")
        if name in settings.FORMER_HOSTS:
            return HttpResponsePermanentRedirect(f"{settings.SITE_URL}{request.get_full_path()}")
        return self.get_response(request)


def still_named(moment: datetime) -> Iterator[tuple[str, str, str]]:
    """Where texts and facts as readers see them at an aware moment say such a name: the row's address in the admin, the
    field, the name. What people have sent is theirs and left out.
    """
    facts = [model for model in admin.site._registry if not model._meta.proxy and model not in LEFT_OUT]
    texts = [PageVersion.objects.shown(moment), DocumentVersion.objects.live(moment)]
    for rows in [*texts, *(model._base_manager.all() for model in facts)]:
        fields = [field for field in rows.model._meta.local_concrete_fields if isinstance(field, CharField | TextField)]
        for name, field in product(settings.FORMER_HOSTS, fields):
            for row in rows.filter(**{f"{field.name}__icontains": name}):
                yield admin_address(_edited(row), "change"), str(field.verbose_name), name


def _edited(row: Model) -> Model:
    """Where editors change what the row says."""
    return row.page if isinstance(row, PageVersion) else row.document if isinstance(row, DocumentVersion) else row
