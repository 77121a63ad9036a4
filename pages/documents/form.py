"""The editors' form of a document: what they typed, and the file or the address behind it."""

import errno
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from pages import registry
from pages.content_version import ContentVersion
from pages.documents import apart, stored_files
from pages.documents.document import Document
from pages.documents.listing.named import NamedDocumentField
from pages.documents.readable.looking import Seen
from pages.documents.readable.verdict import Found, Verdict, found
from pages.documents.upload_handler import DISK_ERROR
from pages.documents.versions import DocumentVersion, addresses_of
from pages.frame.frame import Frame
from pages.prose import linking
from pages.rows.locks import hold
from pages.uploads import CHOICE, KINDS, Kind, RefusedError, size_text
from pages.web.outage import StoreAwayError

SHUTS_OUT = (
    "Takhle ho zveřejnit nejde, někdo by ho nepřečetl. Opravte ho, nebo níž napište přístupnou verzi či výjimku ze"
    " zákona. Jako koncept ho uložit můžete."
)
NO_ROOM = "Na serveru není místo, soubor se neuložil. Řekněte to správci webu; co jste napsali, tu zůstalo."
NOT_STORED = "Server teď nemůže soubory ukládat. Řekněte to správci webu; co jste napsali, tu zůstalo."
FOREIGN = "Složka na soubory patří webu {}, soubor se neuložil. Řekněte to správci webu; co jste napsali, tu zůstalo."
AWAY = "Úložiště souborů teď neodpovídá, soubor se neuložil. Zkuste to za chvíli znovu; co jste napsali, tu zůstalo."


class DocumentForm(forms.ModelForm):
    """A refused file leaves everything that was typed in its place; only the file itself must be chosen again."""

    upload = forms.FileField(
        label="Soubor",
        required=False,
        allow_empty_file=True,  # its own refusal says more
        widget=forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in KINDS)}),
    )
    url = forms.URLField(
        label="Nebo adresa jinde",
        required=False,
        assume_scheme="https",
        max_length=500,
        widget=forms.URLInput({"size": 80}),
        help_text="Když dokument leží na jiném webu. Např. https://www.example.cz/koncepce.",
    )
    note = forms.CharField(
        label="Co je nového",
        required=False,
        max_length=160,
        widget=forms.TextInput({"size": 100}),
        help_text="Jedna věta pro čtenáře. Např. Doplněná kapitola o dluzích.",
    )
    replaces = NamedDocumentField(
        label="Nahrazuje",
        required=False,
        max_length=200,
        widget=forms.TextInput({"size": 80}),
        help_text="Název nebo adresa staršího dokumentu, místo kterého mají lidé číst tento. Web to u obou řekne.",
    )
    publish_now = forms.BooleanField(label="Zveřejnit hned po uložení", required=False)
    withdraw_now = forms.BooleanField(
        label="Vzít z webu hned po uložení", required=False, help_text="Na adrese zůstane zpráva, že tu dokument byl."
    )

    reason = forms.CharField(
        label="Proč ho berete z webu",
        required=False,
        max_length=100,
        widget=forms.TextInput({"size": 80}),
        help_text="Zůstane v historii, čtenáři ho neuvidí. Např. Nahradila ho nová metodika.",
    )

    class Meta:
        model = Document
        fields = [
            "title",
            "slug",
            "description",
            "author",
            "year",
            "language",
            "category",
            "replaces",
            "accessible_url",
            "exemption",
            "exemption_reason",
            "exemption_on",
            "publish_at",
            "withdrawn_at",
        ]
        widgets = {
            "title": forms.TextInput({"size": 80}),
            "description": forms.TextInput({"size": 100}),
            "accessible_url": forms.TextInput({"size": 60}),
            "exemption_reason": forms.TextInput({"size": 100}),
        }

    stored: stored_files.Stored | None = None
    kind: Kind | None = None  # of the file that was sent
    seen = Seen()  # in that file

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.public = Document.objects.filter(pk=self.instance.pk, publish_at__lte=timezone.now()).first()
        if self.public:  # a record from before does not take the publication back
            self.instance.publish_at = self.public.publish_at
        limit = size_text(settings.DOCUMENT_MAX_BYTES)
        if "upload" in self.fields:
            self.fields["upload"].help_text = f"{CHOICE}, nejvýš {limit}. Poznáme ho podle obsahu, ne podle názvu."

    def clean_upload(self) -> UploadedFile | None:
        """The file that was sent, once its content is one of the kinds that may be published; `kind` says which.

        Raises:
            ValidationError: it must not be published, or the disk refused it; with a Czech message.
        """
        upload = self.cleaned_data["upload"]
        if upload is None:
            return None
        if error := getattr(upload, DISK_ERROR, None):
            raise ValidationError(trouble(error))
        try:
            kind, seen = apart.run(
                "pages.documents.readable.looking:receive",
                upload.temporary_file_path(),
                name=upload.name,
                size=upload.size,
                limit=settings.DOCUMENT_MAX_BYTES,
            )
            self.kind, self.seen = Kind(*kind), Seen(*seen)
        except RefusedError as refusal:
            raise ValidationError(str(refusal)) from refusal
        except OSError as error:
            raise ValidationError(trouble(error)) from error
        return upload

    def clean_accessible_url(self) -> str:
        """An address of another site, or one of this site that readers can open now.

        Raises:
            ValidationError: readers see no such page; with a Czech message.
        """
        address = self.cleaned_data["accessible_url"]
        if address.startswith("/") and address not in registry.link_targets(Frame(timezone.now())):
            raise ValidationError(f"Stránka {address} na tomto webu není, nebo ji čtenáři zatím nevidí.")
        return address

    def clean(self) -> dict[str, Any]:
        """A new document has a file or an address, never both; a ticked „hned“ stands for the moment of saving."""
        super().clean()
        data = self.cleaned_data
        if data.get("replaces"):
            hold(ContentVersion())  # until then another form could close a circle
        has_file, has_url = "upload" in self.errors or bool(data.get("upload")), bool(data.get("url"))
        if has_file and has_url:
            self.add_error("url", "Nahrajte soubor, nebo napište adresu. Obojí najednou nejde.")
        elif not (has_file or has_url or self.instance.pk or "url" in self.errors):
            self.add_error("upload", "Vyberte soubor, nebo níž napište adresu, kde dokument leží.")
        now = timezone.now()
        for tick, field in [("publish_now", "publish_at"), ("withdraw_now", "withdrawn_at")]:
            if data.get(tick):
                data[field] = now
        self._refuse_to_shut_out()
        if self.public and data.get("withdrawn_at") and not _same(data["withdrawn_at"], self.public.withdrawn_at):
            self._clean_withdrawal(self.public, now)
        return data

    def _refuse_to_shut_out(self) -> None:
        """Publish no file that some can't read at all without an accessible version or an exemption of the law.

        What readers have already stays: the start page lists it.
        """
        data, was = self.cleaned_data, Document.objects.filter(pk=self.instance.pk).first()
        is_new = data.get("upload") or (data.get("publish_at") and not (was and was.publish_at))
        is_public = data.get("publish_at") or self.public
        if not is_new or not is_public or data.get("accessible_url") or data.get("exemption") or data.get("url"):
            return
        faults = [each for each in self._findings() if each.barrier.is_fault]
        if faults:
            reasons = [f"{fault.says} {fault.cure}" for fault in faults]
            self.add_error("upload" if data.get("upload") else None, ValidationError([SHUTS_OUT, *reasons]))

    def _findings(self) -> list[Found]:
        """What was found of the file that readers would get."""
        if self.kind:
            return found(self.seen.barriers, self.kind.extension)
        live = list(DocumentVersion.objects.live(timezone.now()).filter(document_id=self.instance.pk))
        return next(iter(Verdict.objects.of(live).values()), []) if not self.cleaned_data.get("upload") else []

    def _clean_withdrawal(self, document: Document, moment: datetime) -> None:
        if not self.cleaned_data.get("reason"):
            self.add_error("reason", "Napište jednou větou, proč dokument berete z webu.")
        try:
            linking.refuse_if_linked(addresses_of(document), moment, "Vzít ho z webu teď nejde.")
        except ValidationError as error:
            self.add_error(None, error)

    def full_clean(self) -> None:
        """Put the file on the disk once everything else is right; before that nothing is written anywhere."""
        super().full_clean()
        upload = None if self.errors else getattr(self, "cleaned_data", {}).get("upload")
        if upload and self.stored is None:
            try:
                self.stored = stored_files.keep(upload.chunks())
            except stored_files.ForeignFolderError as error:
                self.add_error("upload", FOREIGN.format(error.owner))
            except OSError as error:
                self.add_error("upload", trouble(error))
        elif self.errors and getattr(self, "cleaned_data", {}).get("upload"):
            self.add_error("upload", "Soubor prosím vyberte znovu, po chybě ho prohlížeč zapomněl.")


def trouble(error: OSError) -> str:
    """What an editor is told of a disk or a store that took no file."""
    if isinstance(error, StoreAwayError):
        return AWAY
    return NO_ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else NOT_STORED


def _same(typed: datetime, stored: datetime | None) -> bool:
    """Whether both are one moment, to the second: the form shows no more of it."""
    return stored is not None and typed.replace(microsecond=0) == stored.replace(microsecond=0)
