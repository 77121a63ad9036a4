"""What the script of a form asks every few seconds: keep what is written here, and say who else has it open."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from pages.facts.in_turn import InTurn
from pages.frame.request import Request, framed
from pages.models import SentForm
from pages.prose.states import clock
from socialnibydleni.editors.kept import copies, open_forms, owner
from socialnibydleni.editors.kept import sent as sending
from socialnibydleni.editors.kept.copies import Place
from socialnibydleni.editors.kept.form import is_new, saving_itself

LEAVES = "_leaves"  # the window is being closed
SAVED = "Rozepsané, uloženo v {}"
TOO_MUCH = "Samo se to neukládá: je toho moc. Uložte to."


@require_POST
def beat(request: HttpRequest) -> HttpResponse:
    """As JSON what is said of the copy, empty where none was sent, and a sentence for each other editor.

    It prolongs no session, waits for no other writer as a save does, and does nothing for a form that was shown to
    another account.
    """
    ours, whose = framed(request), owner.read(request.POST)
    path = whose.page.partition("?")[0] if whose else ""
    model_admin = saving_itself(request, path) if path else None
    if whose is None or model_admin is None or whose.account != ours.user.pk:
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    where = copies.place(whose.page, request.POST)
    if LEAVES in request.POST:
        open_forms.leave(ours, where.page)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    ours_only = is_new(request, path)
    if not ours_only:
        open_forms.notice(ours, where.page)
    others = [] if ours_only else open_forms.others(ours, where.page)
    return JsonResponse({"said": _kept(ours, model_admin, where, whose.account), "others": others})


def _kept(request: Request, model_admin: InTurn, where: Place, account: int) -> str:
    """Keep what was sent, if anything was; what is said of it."""
    frame = request.frame
    sent = sending.of(request, account, frame.moment, where.page)
    if sent.is_too_large:
        return TOO_MUCH
    if not sent.fields:
        return ""
    key = model_admin.form_key(request)
    if not (key and SentForm.objects.filter(key=key).exists()):  # else it is saved already, and this came late
        copies.keep(where, sent, request)
    return SAVED.format(clock(frame.moment, frame.today))
