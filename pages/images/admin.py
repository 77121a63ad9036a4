"""„Obrázky“ in the admin: what was uploaded, in which texts it is, and what to write into one without script."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from pages.facts.admin import EditorAdmin, refuse_odd_numbers
from pages.facts.kept import KeptAdmin
from pages.frame.request import framed
from pages.images import shown, uploading, views
from pages.images.image import Image, ImageFile
from pages.prose import states
from pages.richtext.figures import Figure
from pages.uploads.images import CHOICE
from pages.web.admin_address import admin_address

ACCEPTED = "image/jpeg,image/png,image/webp"
EXAMPLE = {"alt": "Sem napište, co je na obrázku", "caption": "Popisek", "source": "Autor"}
MOST_TEXTS = 20


class ImageForm(forms.ModelForm):
    """A file; its copies are made while the form is looked at, so that a refusal stands beside it."""

    upload = forms.FileField(
        label="Soubor s obrázkem",
        allow_empty_file=True,  # its own refusal says more
        widget=forms.FileInput({"accept": ACCEPTED}),
        error_messages={"required": uploading.NOT_SENT},
        help_text=f"{CHOICE}, nejvýš 50 megapixelů. Uložíme jen zmenšené kopie, bez místa a času pořízení.",
    )

    class Meta:
        model = Image
        fields: tuple[str, ...] = ()

    copies: list[dict[str, Any]] | None = None

    def clean_upload(self) -> UploadedFile:
        """The file that was sent, once its copies are made.

        Raises:
            ValidationError: it is no image that can be shown; with a Czech message.
        """
        upload = self.cleaned_data["upload"]
        self.copies = uploading.prepared(upload)
        return upload

    def full_clean(self) -> None:
        """Put the copies on the disk once everything else is right."""
        super().full_clean()
        if self.copies and not self.errors and self.instance._state.adding:
            try:
                self.instance = uploading.keep(self.copies, self.cleaned_data["upload"].name, None)
            except ValidationError as error:
                self.add_error("upload", error)


@admin.register(Image)
class ImageAdmin(KeptAdmin, EditorAdmin):
    """Images are uploaded and looked at; nothing in them changes, and what a text needs stays."""

    kept_because = "Smazat ho nejde: je v textu, který čtenáři vidí nebo který se chystá. Nejdřív ho z textu vyndejte."

    form = ImageForm
    add_words = "Nahrát obrázek"
    save_words = "Nahrát"
    counted = "obrázek,obrázky,obrázků"
    intro = "Obrázky do textů. Co na nich je, se píše až v textu."
    when_empty = "Obrázek sem nahrajete i přímo při psaní textu. Čtenáři ho uvidí, až zveřejníte text, ve kterém je."
    search_help_text = "Název souboru"
    search_fields = ["original_name"]
    list_display = ["original_name", "picture", "made"]
    fieldsets = [(None, {"fields": ["picture", "texts", "to_write", "made"]})]
    readonly_fields = ["picture", "texts", "to_write", "made"]

    def get_urls(self) -> list[URLPattern]:
        """Besides Django's own, those of the copies, and the one to which the editor's script sends a file.

        It makes the copies before it writes any row, so no other editor waits for that, as in the site's own
        `admin_view` he would.
        """
        look = self.admin_site.admin_view(require_safe(self.file_view))
        upload = admin.AdminSite.admin_view(self.admin_site, require_POST(self.upload_view))
        return [
            path("nahrat/", upload, name="pages_image_upload"),
            path("<int:object_id>/obrazek/", look, name="pages_image_look"),
            path("<int:object_id>/<int:width>.<slug:extension>", look, name="pages_image_file"),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        """Of a new one the file alone."""
        return self.fieldsets if obj else [(None, {"fields": ["upload"]})]

    def has_change_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """For nobody: an image is replaced in the text by another."""
        return False

    def was_public(self, row: Image, moment: Any) -> bool:
        """Whether a text needs it that readers see at `moment` or will, or that somebody writes."""
        return shown.is_needed(row.pk, moment)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """As Django's; what is no number is no row."""
        refuse_odd_numbers(object_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        """It is stored already; here it gets the name of who sent it."""
        if obj.created_by_id is None:
            obj.created_by = framed(request).user
            obj.save(update_fields=["created_by"])

    def response_add(self, request: HttpRequest, obj: Image, post_url_continue: str | None = None) -> HttpResponse:
        """On to the image, where it says what to write into a text."""
        self.message_user(request, "Obrázek je nahraný. Čtenáři ho uvidí, až bude v textu.", messages.SUCCESS)
        return redirect(admin_address(obj, "change"))

    def upload_view(self, request: HttpRequest) -> JsonResponse:
        """A file in; as JSON out the image that it became, or the sentence why it did not."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        upload = request.FILES.get("upload")
        try:
            image = uploading.keep(uploading.prepared(upload), str(getattr(upload, "name", "")), request.user)
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)})
        return JsonResponse({"image": image.pk, "name": image.original_name})

    def file_view(self, request: HttpRequest, object_id: int, width: int = 0, extension: str = "jpg") -> HttpResponse:
        """A copy for editors, published or not; without a width the smallest one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        copies = ImageFile.objects.filter(image=object_id, extension=extension).order_by("width")
        copy = next((each for each in copies if width in (0, each.width)), None)
        if copy is None:
            raise Http404
        return views.answer(copy, for_editors=True)

    @admin.display(description="obrázek")
    def picture(self, obj: Image) -> SafeString:
        """The image itself; what is on it is said where it is used."""
        return format_html('<img class="thumb" src="{}" alt="" loading="lazy">', admin_address(obj, "look"))

    @admin.display(description="nahráno", ordering="created_at")
    def made(self, obj: Image) -> str:
        """When, in Prague time."""
        return states.when(obj.created_at)

    @admin.display(description="v textech")
    def texts(self, obj: Image) -> SafeString:
        """The pages with a text that shows it, each once, with links to their forms."""
        pages = {version.page_id: version.page for version in shown.texts_with(obj.pk)}
        context = {"pages": [*pages.values()][:MOST_TEXTS], "more": max(0, len(pages) - MOST_TEXTS)}
        return render_to_string("admin/pages/image/_texts.html", context)

    @admin.display(description="řádek do textu, když v prohlížeči nejdou skripty")
    def to_write(self, obj: Image) -> SafeString:
        """What an editor copies into a text where the browser runs no scripts."""
        return format_html('<code class="copied">{}</code>', Figure(obj.pk, **EXAMPLE).html)
