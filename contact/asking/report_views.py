"""The form in which readers report a fault on a page, and what they read once it was sent."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from contact.asking import posting
from contact.asking.reception import REPORTS
from contact.asking.report_form import NumberField, PathField, ReportForm
from contact.reports.models import Report
from pages import registry
from pages.frame.door import reads_only
from pages.frame.frame import Frame
from pages.frame.request import Request, framed
from pages.languages import languages
from pages.models import AccessibilityStatement, Page, PageVersion
from pages.registry import PublicAddress
from pages.web import stamp
from pages.web.outage import without_database

CRUMB, TITLE, RECEIVED = _("Nahlásit chybu"), _("Našli jste na stránce chybu?"), _("Zprávu jsme přijali")
LEAD = _("Děkujeme, že nám o ní řeknete. Stačí jedna věta.")
UNSTORED = _(
    "Web má poruchu a zprávu neuložil. Co jste napsali, ve formuláři zůstalo. Pošlete ho prosím za chvíli znovu."
)


@never_cache
def _unstored(request: HttpRequest) -> HttpResponse:
    """The form once more with all that was typed; made without the database."""
    form = ReportForm(posting.sent_fields(request))
    form.add_error(None, UNSTORED)
    return _form_page(framed(request), form, HTTPStatus.SERVICE_UNAVAILABLE, text=_heading(CRUMB, TITLE))


@without_database(_unstored)
@csrf_exempt  # nothing to forge: no session; what takes its place are posting and stamp, as of the form for a meeting
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request) -> HttpResponse:
    """The form: shown for the page that the link names, taken, or shown again with what is wrong."""
    named = {"page": request.GET.get("stranka"), "version": request.GET.get("verze")}
    form, status = ReportForm(posting.sent_fields(request), initial=named), HTTPStatus.OK
    if form.is_bound:
        taken, status = posting.taken(REPORTS, request, form)
        if taken:
            address = reverse("report-received", args=[taken.reference])
            return HttpResponse(status=status, headers={"Location": address})
    context = {"statement": AccessibilityStatement.objects.the_one(), "about": _about(form, request)}
    return _form_page(request, form, status, **context, text=_heading(CRUMB, TITLE, _home()))


@reads_only
@never_cache
def received(request: Request, reference: str) -> HttpResponse:
    """What somebody reads whose report was taken; nothing personal, since its address may be seen by others."""
    sent = get_object_or_404(Report, reference=reference)
    is_complaint = sent.kind == Report.Kind.ACCESSIBILITY
    statement = AccessibilityStatement.objects.the_one() if is_complaint and sent.email else None
    context = {"text": _heading(RECEIVED, RECEIVED, _home()), "sent": sent}
    return render(request, "contact/report_received.html", {**context, "statement": statement})


def _form_page(request: Request, form: ReportForm, status: HTTPStatus, **context: Any) -> HttpResponse:
    context |= {
        "form": form,
        "page": PathField(required=False).clean(form["page"].value()),
        "version": NumberField(required=False).clean(form["version"].value()),
        "stamp": stamp.kept_or_new(form.data.get("stamp", ""), request.frame.moment),
        "days": settings.MEETING_RETENTION_DAYS,
    }
    return render(request, "contact/report.html", context, status=status)


def _about(form: ReportForm, request: Request) -> dict[str, Any]:
    """The page that the form is about, if readers can open it, and the day of the text that was there and still is.

    Of no other page is anything said: neither what a link only claims nor what nobody may see yet.
    """
    frame = Frame(request.frame.moment, shares=True)
    address = PathField(required=False).clean(form["page"].value())
    known = {entry.address: entry for entry in registry.public_addresses(frame)}
    entry = known.get(address)
    if entry is None:
        return {}
    text = frame.version_at(address)
    is_same = text is not None and text.number == NumberField(required=False).clean(form["version"].value())
    day = text.changed_on if text and is_same else None
    return {"title": entry.title, "address": address, "day": day, "language": _language(entry, known)}


def _language(entry: PublicAddress, known: dict[str, PublicAddress]) -> str:
    """That of the title of a page, for HTML: what is called as in Czech is a Czech name."""
    czech = known.get(languages.czech_address(entry.address))
    return languages.CZECH.html if czech and czech.title == entry.title else languages.of_path(entry.address).html


def _home() -> Page | None:
    return Page.objects.filter(address=languages.active().prefix).first()


def _heading(name: Promise, title: Promise, above: Page | None = None) -> PageVersion:
    return PageVersion(page=Page(menu_title=str(name), parent=above), title=str(title), summary=str(LEAD))
