"""„Stránky“ in the admin: one form for a page's newest text, with what is done about its versions in version_views."""

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, F, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString

from pages.editing import gate_check
from pages.editing.check.views import CheckViews
from pages.editing.event import copied
from pages.editing.event.fields import FIELDSETS
from pages.editing.event_acts.views import EventViews
from pages.editing.page_form import PageForm, fields_of
from pages.editing.place_views import PlaceViews
from pages.editing.preview.views import PreviewViews
from pages.editing.publish_forms import AnswerForm, AskForm, PublishForm, WithdrawForm
from pages.editing.version_views import CALLED, compared, may_publish
from pages.frame import filled
from pages.frame.request import Request, framed
from pages.prose import moving, publishing, states
from pages.prose.page import Page
from pages.prose.publication import State
from pages.prose.requests import PublicationRequest
from pages.prose.states import StatedPage
from pages.prose.versions import PageVersion
from pages.richtext.field import RichTextAdmin
from pages.web.admin_address import admin_address
from pages.web.chips import drawn

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec

MOST_NAMES = 10  # in one sentence
ASKED = "ceka"
MEANWHILE = "Mezitím vyšla česká verze {}. Koncept odpovídá verzi {}. Co je nového, vidíte vedle."


class StateFilter(admin.SimpleListFilter):
    """Pages in one of the four states, or that wait to be published."""

    title = "stav"
    parameter_name = "stav"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        """The states: their values in the address, and their Czech words."""
        return [*State.choices, (ASKED, "čeká na zveřejnění")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Page]) -> QuerySet[Page]:
        """The pages in the chosen state at the request's moment; all where none of these was chosen."""
        state, moment = self.value() or "", framed(request).frame.moment
        if state == ASKED:
            return queryset.filter(versions__requests__in=PublicationRequest.objects.waiting())
        is_one = state in State.values  # anybody can type something else into the address
        return states.in_state(queryset, State(state), moment) if is_one else queryset


class KindFilter(admin.SimpleListFilter):
    """The kinds of pages in this list; news and others have lists of their own."""

    title = "druh"
    parameter_name = "druh"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        """The kinds: their values in the address, and their Czech words."""
        return [(value, label) for value, label in Page.Kind.choices if value not in Page.APART]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Page]) -> QuerySet[Page]:
        """The pages of the chosen kind; all where none was chosen."""
        return queryset.filter(kind=self.value()) if self.value() in Page.Kind.values else queryset


class PageList(ChangeList):
    """All pages but those that have a list of their own."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Page]:
        """Also what the list counts is without them."""
        self.root_queryset = self.root_queryset.exclude(kind__in=Page.APART)
        return super().get_queryset(request, exclude_parameters)


@admin.register(Page)
class PageAdmin(RichTextAdmin, CheckViews, PreviewViews, EventViews, PlaceViews):
    """A page by its newest text: saving makes a draft, and the page itself changes only in its place."""

    form = PageForm
    saves_itself = True
    other_forms = (PublishForm, WithdrawForm, AskForm, AnswerForm)
    change_form_template = "admin/pages/page/change_form.html"
    change_list_template = "admin/pages/page/change_list.html"
    add_words = "Napsat stránku"
    counted = "stránka,stránky,stránek"
    intro = "Trvalé texty webu. Hlavní menu tvoří pevné stránky, nové stojí pod nimi."
    list_display = ["shown_title", "address", "state", "written"]
    list_filter = [StateFilter, KindFilter]
    search_fields = ["menu_title", "address"]
    search_help_text = "Název nebo adresa"
    view_on_site = False  # the form has a link of its own, while readers see the page
    fieldsets = [(None, {"fields": ["menu_title", "address", "kind", "parent"]})]  # for who may only look

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatedPage]:
        """With the states as of the request's moment."""
        return states.with_states(super().get_queryset(request), framed(request).frame.moment)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """As readers know them: the home page, the main menu, the rest of the site's own, then what editors added."""
        place = Case(
            When(address="/", then=0),
            When(menu_position__isnull=False, then=1),
            When(kind=Page.Kind.FIXED, then=2),
            When(kind=Page.Kind.FREE, then=3),
            default=4,
        )
        return [place, F("menu_position").asc(nulls_last=True), "address"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The one without what has a list of its own."""
        return PageList

    def get_fieldsets(self, request: HttpRequest, obj: Page | None = None) -> "_FieldsetSpec":
        """The text, and of the place what this editor may change; who may only look gets the page's own fields."""
        if obj and not self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        description = "Uložením vznikne nová verze. Starší zůstávají v historii a jdou obnovit."
        kind = _kind(request, obj)
        of_event = FIELDSETS if kind == Page.Kind.EVENT else []
        return [
            ("Text", {"fields": ["base", *fields_of(kind)], "description": description}),
            *of_event,
            ("Kde stránka je", {"fields": [*self._place(framed(request), obj)]}),
        ]

    def _place(self, request: Request, page: Page | None) -> list[str]:
        """The fields of the place: typed while no reader knows it, else told; it is changed by a step of its own."""
        kind = _kind(request, page)
        of_kind = ["reader", "position"] if kind == Page.Kind.QUESTION else ["above"] if kind == Page.Kind.FREE else []
        if not self._has_place_in_form(request, page):
            return ["menu_title", "address", *(of_kind if kind == Page.Kind.QUESTION else [])]
        if kind == Page.Kind.TRANSLATION:
            return ["menu_title", "address"]
        return [*(["kind"] if page is None else []), "menu_title", "slug", *of_kind]

    def get_readonly_fields(self, request: HttpRequest, obj: Page | None = None) -> list[str]:
        """The place, where it is not typed here."""
        if self._has_place_in_form(framed(request), obj):
            return ["address"] if obj and obj.is_translation else []
        return self._place(framed(request), obj)

    def _has_place_in_form(self, request: Request, page: Page | None) -> bool:
        """Of a page that no reader knows; an author changes it only as long as none will know it by a plan."""
        if page is None:
            return True
        is_planned = page.versions.exclude(publish_at=None).exists
        return not self.is_known(request, page) and (may_publish(request) or not is_planned())

    def get_form(self, request: HttpRequest, obj: Page | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Of the form's fields only those that `get_fieldsets` shows; the menu of the admin marks where they belong."""
        framed(request).place = CALLED[_kind(request, obj)].place
        form = super().get_form(request, obj, change, **kwargs)
        shown = set(flatten_fieldsets(self.get_fieldsets(request, obj)))
        form.base_fields = {name: field for name, field in form.base_fields.items() if name in shown}
        if "body" in shown:
            form.base_fields["body"] = deepcopy(form.base_fields["body"])  # the form of one request
            form.base_fields["body"].widget.told = filled.told(framed(request).frame)
        return form

    def save_form(self, request: HttpRequest, form: PageForm, change: bool) -> Page:
        """The page with its place as the form gives it; its address follows in `save_model`."""
        page = super().save_form(request, form, change)
        if not change:
            page.kind = form.cleaned_data["kind"] or Page.Kind.FREE
        if "parent" in form.cleaned_data:
            page.parent, page.menu_title = form.cleaned_data["parent"], form.cleaned_data["menu_title"]
        return page

    def save_model(self, request: HttpRequest, page: Page, form: PageForm, change: bool) -> None:
        """Save or move the page where its place changed, then its text; `page.saved` is the draft or None."""
        address = form.cleaned_data.get("address", page.address)
        if not change:
            page.address = address
            page.save()
        elif address != page.address:
            self._move_unseen(framed(request), page, address)
        elif form.changed_data:
            page.save()
        again = "_publish" in request.POST or "_ask" in request.POST
        page.came_meanwhile = form.sources.came_meanwhile if form.sources else None
        page.saved = publishing.save_draft(form.version(page), framed(request).user, again=again)

    def log_change(self, request: HttpRequest, page: Page, message: Any) -> Any:
        """Of a saved form: which draft it made; nothing is said where it made none."""
        draft = getattr(page, "saved", None)
        said = f"napsáno, verze {draft.number}" if draft else ""
        return super().log_change(request, page, message if isinstance(message, str) else said)

    def _move_unseen(self, request: Request, page: Page, address: str) -> None:
        linking = moving.linking_to(page, request.frame.moment)
        moving.move(page, address, request.frame.moment)
        if linking:
            names = ", ".join(link.place for link in linking[:MOST_NAMES])
            names += f" a další ({len(linking) - MOST_NAMES})" if len(linking) > MOST_NAMES else ""
            self.message_user(
                request, f"Na starou adresu odkazují texty: {names}. Odkazy v nich opravte.", messages.WARNING
            )

    def response_add(self, request: HttpRequest, page: Page, post_url_continue: str | None = None) -> HttpResponse:
        """On to where the pressed button says."""
        return self._after_saving(request, page)

    def response_change(self, request: HttpRequest, page: Page) -> HttpResponse:
        """On to where the pressed button says."""
        return self._after_saving(request, page)

    def _after_saving(self, request: HttpRequest, page: Page) -> HttpResponse:
        """Back to the form, or on to the preview or the publication of what was just saved."""
        version = publishing.newest(page)
        draft = getattr(page, "saved", version)  # a form sent twice saved it the first time
        if draft:
            saved = f"Koncept je uložený jako verze {draft.number}. Čtenáři ho zatím nevidí."
            self.message_user(request, saved, messages.SUCCESS)
        else:
            self.message_user(request, "Text se nezměnil, nová verze nevznikla.")
        newer, czech = getattr(page, "came_meanwhile", None), draft and draft.translated_from
        if newer and czech:
            self.message_user(request, MEANWHILE.format(newer.number, czech.number), messages.WARNING)
        if "_preview" in request.POST and version:
            return redirect(admin_address(page, "version", version.number))
        if "_publish" in request.POST and version:
            return redirect(admin_address(page, "publish"))
        if "_ask" in request.POST and version:
            return redirect(admin_address(page, "ask"))
        return redirect(admin_address(page, "change"))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the states, the problems and the conflict in the context, and leave for the frame of its preview."""
        page: StatedPage | None = context.get("original")
        context["called"] = CALLED[_kind(request, page)]
        context |= self._about(framed(request), page, context["adminform"].form)
        render = super().render_change_form
        if "preview_address" in context:
            render = self.framing(render, request, page)
        return render(request, context, *args, **kwargs)

    def _about(self, request: Request, page: StatedPage | None, form: PageForm) -> dict[str, Any]:
        """What stands around the fields: the states, what the gate says, what somebody else wrote meanwhile."""
        if page is None or not isinstance(form, PageForm):
            like = copied.original(request.GET.get(copied.LIKE, "")) if page is None else None
            return {"may_publish": may_publish(request), "like": like, **self._checked(request, page, form)}
        moment, version = request.frame.moment, form.newest
        live = PageVersion.objects.live(moment).filter(page=page).first()
        about = {
            "may_publish": may_publish(request),
            "states": drawn(states.states(page)),
            "newest": version,
            "live": live,
            "is_shown": live is not None and not live.is_withdrawn(moment),
            "is_off": live is not None and live.is_withdrawn(moment),
            "planned": page.versions.filter(Q(publish_at__gt=moment) | Q(withdrawn_at__gt=moment)).order_by("number"),
            "moment": moment,
            **self.asked(page),
            **self._checked(request, page, form),
            "former_addresses": moving.former_addresses(page, moment) if page.is_free else [],
            "is_known": self.is_known(request, page),
            **self.event_now(request, page),
            **self.translations_now(request, page),
            **self.original_now(request, page, form),
        }
        if form.conflict:
            about |= {"conflict": form.conflict, "difference": compared(form.conflict, form.version(page))}
        return about

    def _checked(self, request: Request, page: StatedPage | None, form: PageForm) -> dict[str, Any]:
        """For who may write the text: where its scripts ask, and what the gate says of the draft."""
        if "body" not in form.fields:
            return {}
        frame, draft = request.frame, form.newest
        is_waiting = draft is not None and not draft.is_published(frame.moment)
        problems = gate_check.check(draft, frame.moment, frame) if draft and is_waiting else []
        to_mend = sum(problem.is_error for problem in problems)
        addresses = {"check_address": self.check_address(page), "preview_address": self.preview_address(page)}
        return {**addresses, "problems": problems, "to_mend": to_mend}

    @admin.display(description="stránka", ordering="menu_title")
    def shown_title(self, page: StatedPage) -> str:
        """The title of the newest text; without one, the name in the menu."""
        return page.newest_title or page.menu_title

    @admin.display(description="stav")
    def state(self, page: StatedPage) -> SafeString:
        """All its states: what readers see, what will come, what is being written."""
        return drawn(states.states(page))

    @admin.display(description="naposledy psáno", ordering="newest_written_at", empty_value="")
    def written(self, page: StatedPage) -> str:
        """When the newest text was written and by whom, in Prague time; empty without a text."""
        if not page.newest_written_at:
            return ""
        return f"{states.when(page.newest_written_at)}, {page.newest_by or 'při instalaci'}"


def _kind(request: HttpRequest, page: Page | None) -> str:
    """What the page is, or what a new one will be: as its form says, else the address that led to it."""
    if page:
        return page.kind
    asked = request.POST.get("kind") or request.GET.get("kind") or ""
    return asked if asked in Page.OF_EDITORS else Page.Kind.FREE
