"""Documents, for editors: upload, publish, replace, withdraw, and what stood there when."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString

from pages.documents import sent_files, texts
from pages.documents.document import Document
from pages.documents.form import DocumentForm
from pages.documents.readable.verdict import Verdict
from pages.documents.versions import DocumentVersion
from pages.facts.admin import HistoryAdmin
from pages.facts.kept import KeptAdmin
from pages.frame.request import Request, framed
from pages.prose.publication import State, in_state
from pages.prose.states import when
from pages.typography import czech_date
from pages.web.chips import Chip, drawn

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldOpts, _FieldsetSpec
    from django.utils.functional import _StrOrPromise

FIRST_FILE = (
    "Soubor nebo adresa",
    "Přetáhněte soubor na jeho políčko nebo ho vyberte. Leží-li dokument na jiném webu, napište místo toho adresu.",
)
NEXT_FILE = (
    "Nahradit soubor",
    "Adresa dokumentu se výměnou nezmění. Starší verze zůstanou uložené tady, čtenáři uvidí jen tu poslední.",
)
MOST_VERSIONS = 50


def may_publish(request: Request) -> bool:
    """Whether this editor may let readers see a document."""
    return request.user.has_perm("pages.publish_document")


class StateFilter(admin.SimpleListFilter):
    """The four states of a document, as of now."""

    title, parameter_name = "stav", "stav"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The four states: their values in the address, and their Czech words."""
        return State.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Document]) -> QuerySet[Document]:
        """The documents in the chosen state at the request's moment; all where none of the four was chosen."""
        state, moment = self.value() or "", framed(request).frame.moment
        is_one = state in State.values  # anybody can type something else into the address
        return queryset.filter(in_state(State(state), moment)) if is_one else queryset


@admin.register(Document)
class DocumentAdmin(KeptAdmin, HistoryAdmin):
    """A document with its files: the form takes a new one, and what readers saw is never deleted."""

    kept_because = "Smazat ho nejde: čtenáři ho viděli a mohou na něj odkazovat. Můžete ho vzít z webu."

    form = DocumentForm
    saves_itself = True
    add_words = "Nahrát dokument"
    counted = "dokument,dokumenty,dokumentů"
    intro = "Soubory ke stažení. Adresu si každý nechává, i když ho nahradíte novým."
    when_empty = "Metodiky, koncepce a další soubory, které mají na webu zůstat. Nahrajte první."
    search_help_text = "Název, popis nebo autor"
    list_display = ["title", "category", "year", "state", "current"]
    list_filter = [StateFilter, "category", "language", "year"]
    search_fields = ["title", "description", "author"]
    fieldsets = [
        (
            "O dokumentu",
            {"fields": ["title", "slug", "description", "category", "year", "author", "language", "replaces"]},
        ),
        (
            "Přístupnost",
            {
                "fields": ["accessible_url", "exemption", "exemption_reason", "exemption_on"],
                "description": "Soubor, který odečítač nepřečte, jde zveřejnit jen s přístupnou verzí nebo s výjimkou.",
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        """With the versions, in one query for any number of documents."""
        return super().get_queryset(request).prefetch_related("versions")

    def get_urls(self) -> list[URLPattern]:
        """Besides Django's own, the address of each version's file."""
        view = self.admin_site.admin_view(self.version_view)
        ours = path("<int:object_id>/verze/<int:version_id>/", view, name="pages_document_version")
        return [ours, *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Document | None = None) -> "_FieldsetSpec":
        """Fields for a file are for who may write; a new document has moments only for who may publish."""
        can_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        typed = ["upload", "url", *(["note"] if obj else [])] if can_write else []
        title, description = NEXT_FILE if obj else FIRST_FILE
        fields = ("all_versions", *typed) if obj else tuple(typed)
        about, *others = self.fieldsets
        sets: list[tuple[_StrOrPromise | None, _FieldOpts]]
        of_file: tuple[_StrOrPromise | None, _FieldOpts] = (title, {"description": description, "fields": fields})
        sets = [about, of_file, *others] if obj else [of_file, about, *others]
        if obj or may_publish(framed(request)):
            sets.append(("Kdy ho čtenáři uvidí", {"fields": [*self._moments(request, obj)]}))
        return sets

    def get_readonly_fields(self, request: HttpRequest, obj: Document | None = None) -> list[str]:
        """Fixed: the address once stored, a publication that has come, and without the right both moments."""
        fixed = [*super().get_readonly_fields(request, obj), "all_versions"]
        if obj:  # asked again after a refused form, `obj` carries what was typed; only the stored row says what is set
            publish_at = Document.objects.get(pk=obj.pk).publish_at
            is_public = publish_at is not None and publish_at <= framed(request).frame.moment
            fixed += ["slug", *(["publish_at"] if is_public else [])]
        return fixed if may_publish(framed(request)) else [*fixed, "publish_at", "withdrawn_at"]

    def get_view_on_site_url(self, obj: Document | None = None) -> str | None:
        """Only of a document that readers see now; of any other the link would lead nowhere."""
        is_shown = obj is not None and obj.state(timezone.now()) is State.PUBLISHED
        return super().get_view_on_site_url(obj) if is_shown else None

    def was_public(self, row: Document, moment: datetime) -> bool:
        """Such a document is withdrawn, and its address goes on saying that it was there."""
        return Document.objects.filter(pk=row.pk, publish_at__lte=moment).exists()

    def save_model(self, request: HttpRequest, obj: Document, form: DocumentForm, change: bool) -> None:
        """With a new version, in one transaction, where the form has brought a file or an address."""
        with transaction.atomic():
            obj._change_reason = form.cleaned_data.get("reason") or None
            super().save_model(request, obj, form, change)
            data, stored = form.cleaned_data, form.stored
            version = DocumentVersion(document=obj, note=data.get("note", ""), created_by=framed(request).user)
            if stored and form.kind:
                version.stored_name, version.size, version.digest = stored
                version.extension, version.original_name = form.kind.extension, data["upload"].name
                version.save()
                Verdict.objects.keep(version.pk, *form.seen)
                # Off the lock that the form holds; what fails here comes with the next housekeeping.
                transaction.on_commit(partial(texts.read, version), robust=True)
            elif data.get("url"):
                version.url = data["url"]
                version.save()

    def version_view(self, request: Request, object_id: int, version_id: int) -> HttpResponseBase:
        """Any version's file for who may see the document, published or not."""
        versions = DocumentVersion.objects.select_related("document").exclude(stored_name="")
        version = get_object_or_404(versions, pk=version_id, document_id=object_id)
        if not self.has_view_permission(request, version.document):
            raise PermissionDenied
        return sent_files.answer(request, version, for_editors=True)

    @admin.display(description="stav", ordering="publish_at")
    def state(self, obj: Document) -> SafeString:
        """One of the four words, as of now, with its day."""
        now = timezone.now()
        return drawn([_chip(obj, obj.state(now))])

    @admin.display(description="soubor")
    def current(self, obj: Document) -> str:
        """What the newest file is: „PDF, 1,2 MB“."""
        versions = obj.versions.all()
        return versions[0].link_note if versions else "žádný"

    @admin.display(description="verze")
    def all_versions(self, obj: Document) -> SafeString:
        """A table of the last versions, the newest first, each with the moments between which it held."""
        versions = list(obj.versions.select_related("created_by")[: MOST_VERSIONS + 1])
        verdicts = Verdict.objects.of(versions)
        for version in versions:
            version.findings = verdicts.get(version.pk)
        context = {"versions": _with_ends(versions)[:MOST_VERSIONS], "are_more": len(versions) > MOST_VERSIONS}
        context |= {"document": obj, "most": MOST_VERSIONS}
        return render_to_string("admin/pages/document/_versions.html", context)

    def _moments(self, request: HttpRequest, obj: Document | None) -> list[str]:
        fixed = self.get_readonly_fields(request, obj)
        fields = ["publish_at"] if "publish_at" in fixed else ["publish_now", "publish_at"]
        if obj:
            fields += ["withdrawn_at"] if "withdrawn_at" in fixed else ["withdraw_now", "withdrawn_at", "reason"]
        return fields


def _chip(document: Document, state: State) -> Chip:
    if state is State.WITHDRAWN and document.withdrawn_at:
        return Chip("off", f"mimo web od {czech_date(timezone.localtime(document.withdrawn_at))}")
    if state is State.DRAFT or document.publish_at is None:
        return Chip("draft", State.DRAFT.label)
    if state is State.SCHEDULED:
        return Chip("plan", f"vyjde {when(document.publish_at)}")
    return Chip("live", f"zveřejněno {czech_date(timezone.localtime(document.publish_at))}")


def _with_ends(versions: Iterable[DocumentVersion]) -> list[tuple[DocumentVersion, datetime | None]]:
    """Each version, the newest first, with the moment at which the next one took its place."""
    ends: list[datetime | None] = [None]
    for version in versions:
        ends.append(version.valid_from)
    return list(zip(versions, ends, strict=False))
