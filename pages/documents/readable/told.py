"""What readers are told of how a file can be read, and which files the law lets be as they are."""

from collections.abc import Iterable
from typing import NamedTuple

from pages.documents.document import Document
from pages.documents.readable.verdict import Found, Verdict, found
from pages.documents.versions import DocumentVersion
from pages.frame.frame import Frame


class Told(NamedTuple):
    """What holds of the file of one version.

    Attributes:
        faults: what shuts a reader out, for readers: „sken bez textu“.
        hardships: what makes it hard.
        is_pdf: whether tags, language and text were asked for.
        pages: how many it has, None where that is not known.
    """

    faults: str
    hardships: str
    is_pdf: bool
    pages: int | None


def told(version: DocumentVersion, findings: Iterable[Found], pages: int | None = None) -> Told:
    """The words for a version and what was found of its file."""
    by_kind: dict[bool, list[str]] = {True: [], False: []}
    for each in findings:
        by_kind[each.barrier.is_fault].append(each.barrier.readers)
    return Told(", ".join(by_kind[True]), ", ".join(by_kind[False]), version.extension == "pdf", pages)


def tell(versions: Iterable[DocumentVersion]) -> list[DocumentVersion]:
    """The versions, each with `readable`: a `Told`, or None where nobody has judged it or nobody could."""
    versions = list(versions)
    known = Verdict.objects.filter(version__in=[version.pk for version in versions], barriers__isnull=False)
    verdicts = {verdict.version: verdict for verdict in known}
    for version in versions:
        verdict = verdicts.get(version.pk)
        findings = found(verdict.barriers or [], version.extension) if verdict else []
        is_known = verdict is not None and all(each.barrier.readers for each in findings)
        version.readable = told(version, findings, verdict.pages if verdict else None) if is_known else None
    return versions


def shut_out(frame: Frame) -> list[DocumentVersion]:
    """What readers of the frame see of files that shut some of them out, without an accessible version beside them."""

    def find() -> list[DocumentVersion]:
        shown = DocumentVersion.objects.shown(frame.moment).filter(document__accessible_url="").exclude(stored_name="")
        return [version for version in tell(shown) if version.readable and version.readable.faults]

    return frame.shared("shut out", find) if frame.get("has_documents") else []


def excepted(frame: Frame) -> dict[str, list[DocumentVersion]]:
    """Those of them that the law lets be, by why: „burden“ or „scope“, as the statement on accessibility parts them."""
    found: dict[str, list[DocumentVersion]] = {"burden": [], "scope": []}
    for version in shut_out(frame):
        if version.document.exemption:
            is_burden = version.document.exemption == Document.Exemption.BURDEN
            found["burden" if is_burden else "scope"].append(version)
    return found
