"""The contact centre's page, its files for calendars and phones, and the form in which people ask for a meeting."""

from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from contact import now
from contact.asking import posting
from contact.asking.meeting_form import MeetingForm
from contact.asking.reception import MEETINGS
from contact.centre import ContactCentre
from contact.exports import calendars
from contact.exports.told import ToldOpening
from contact.exports.vcard import vcard
from contact.meetings.models import MeetingRequest
from pages.frame.door import public_page, reads_only
from pages.frame.frame import Frame
from pages.frame.request import Request, framed
from pages.languages import languages
from pages.models import Page, PageVersion
from pages.web import stamp
from pages.web.outage import without_database

RECALL = timedelta(minutes=30)
LEAD = gettext_lazy("Napište, co potřebujete a jak se vám můžeme ozvat.")
LEAD_WHILE_OFF = gettext_lazy("Formulářem teď o schůzku požádat nejde.")
LEAD_AFTER_THE_END = gettext_lazy("Projekt skončil, o schůzku už tu požádat nejde.")
UNSTORED = gettext_lazy(
    "Web má poruchu a žádost neuložil. Co jste napsali, ve formuláři zůstalo. Pošlete ho prosím za chvíli znovu."
)


@public_page()
def contact_centre(request: Request) -> HttpResponse:
    """The page about the centre; its facts come with the fragments that the template borrows."""
    text = request.frame.text_at(request.path)
    template = "contact/easy.html" if languages.active() is languages.EASY else "contact/centre.html"
    return render(request, template, {"text": text})


@public_page()
def hours_calendar(request: Request) -> HttpResponse:
    """The hours as a feed for calendar programs (RFC 5545), as it was written down when they changed.

    Whatever the moment: each event bears its own day, and none lies beyond the verification.

    Raises:
        Http404: the content was not loaded yet.
    """
    _centre_or_404(request)
    content = calendars.hours_calendar(ToldOpening.objects.values_list("event", flat=True))
    return _file("hodiny.ics", "text/calendar; charset=utf-8; method=PUBLISH", content)


@public_page()
def contact_vcard(request: Request) -> HttpResponse:
    """The centre for a phone's contacts (RFC 2426).

    Raises:
        Http404: the content was not loaded yet.
    """
    project = request.frame.get("project")
    content = vcard(_centre_or_404(request), project.short_name if project else "")
    return _file("kontakt.vcf", "text/vcard; charset=utf-8", content)


@never_cache
def _unstored(request: HttpRequest) -> HttpResponse:
    """The form once more with all that was typed; made without the database."""
    form = MeetingForm(posting.sent_fields(request))
    form.add_error(None, UNSTORED)
    return _form_page(framed(request), form, HTTPStatus.SERVICE_UNAVAILABLE, above=None)


@without_database(_unstored)
@csrf_exempt  # nothing to forge: no session; what takes its place are the meetings' posting and stamp
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: Request) -> HttpResponse:
    """The form: shown, taken, or shown again with what is wrong; while it is switched off, how to arrange otherwise."""
    form, status = MeetingForm(posting.sent_fields(request)), HTTPStatus.OK
    if form.is_bound and now.takes_requests(request.frame):
        taken, status = posting.taken(MEETINGS, request, form)
        if taken:
            address = reverse("contact:received", args=[taken.reference])
            return HttpResponse(status=status, headers={"Location": address})
    return _form_page(request, form, status, above=_centre_page())


@reads_only
@never_cache
def received(request: Request, reference: str) -> HttpResponse:
    """What somebody reads whose request was taken.

    What was sent stands there for RECALL only: later the address may be seen by others, in the history of a browser.
    """
    asked = get_object_or_404(MeetingRequest, reference=reference)
    context = {
        "text": _heading(gettext("Žádost jsme přijali"), above=_centre_page()),
        "asked": asked,
        "is_recalled": request.frame.moment - asked.created_at < RECALL,
        "days": settings.MEETING_RETENTION_DAYS,
    }
    return render(request, "contact/meeting_received.html", context)


def _form_page(request: Request, form: MeetingForm, status: HTTPStatus, above: Page | None) -> HttpResponse:
    is_on = now.takes_requests(request.frame)
    lead = str(LEAD) if is_on else _lead_while_off(request.frame)
    context = {
        "text": _heading(gettext("Žádost o schůzku"), lead, above=above),
        "form": form,
        "is_on": is_on,
        "stamp": stamp.kept_or_new(form.data.get("stamp", ""), request.frame.moment),
    }
    return render(request, "contact/meeting.html", context, status=status)


def _lead_while_off(frame: Frame) -> str:
    return str(LEAD_AFTER_THE_END if frame.is_closed else LEAD_WHILE_OFF)


def _heading(title: str, summary: str = "", *, above: Page | None) -> PageVersion:
    """The heading of a page that has no row of its own, and the page below which it stands in the tree."""
    return PageVersion(page=Page(menu_title=title, parent=above), title=title, summary=summary)


def _centre_page() -> Page:
    return get_object_or_404(Page.objects.select_related("parent"), address=reverse("contact:centre"))


def _centre_or_404(request: Request) -> ContactCentre:
    centre = request.frame.get("contact_centre")
    if centre is None:
        raise Http404
    return centre


def _file(name: str, content_type: str, content: bytes) -> HttpResponse:
    """A file that the reader's own program opens."""
    disposition = content_disposition_header(as_attachment=False, filename=name)
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
