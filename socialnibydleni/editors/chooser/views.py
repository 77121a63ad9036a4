"""What the chooser of links asks while somebody types."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages.frame.frame import Frame
from pages.frame.request import framed
from pages.models import Page
from socialnibydleni.editors.chooser import pasted, targets

LONGEST = 2000  # characters of a pasted address; what Outlook wraps around one is long
SHORTEST = 2  # letters of a name


@require_safe
def choices(request: HttpRequest) -> HttpResponse:
    """The options for what stands in the field (`q`), the likest first: the address that it is, else what it names.

    What it names may be kept to a kind (`druh`, of `targets.KINDS`), and is in the language of the text (`jazyk`) or
    Czech; an address is what it is.
    Only what readers can open is among them. It prolongs no session, for a script asks by itself.
    """
    if not admin.site.get_model_admin(Page).has_change_permission(request):
        raise PermissionDenied
    frame, typed = Frame(framed(request).frame.moment, shares=True), request.GET.get("q", "")[:LONGEST].strip()
    exact = pasted.read(typed, frame)
    kind, lang = request.GET.get("druh", ""), request.GET.get("jazyk", "")
    named = targets.found(frame, typed, kind, lang) if exact is None and len(typed) >= SHORTEST else []
    return render(request, "admin/link_choices.html", {"exact": exact, "targets": named})
