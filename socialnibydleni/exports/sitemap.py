"""The sitemap (sitemaps.org): every listed address with the day on which its text or a fact in its body last changed.

Each names the same page in the other languages that search engines tell apart (sitemaps of Google, „hreflang“). Easy
Czech is Czech to them, so it is listed alone. Written here and not by Django's own, which fills a template for each
address.
"""

from html import escape

from django.conf import settings
from django.http import HttpResponse

from pages import registry
from pages.documents.listing import choices
from pages.frame.door import public_page
from pages.frame.request import Request
from pages.languages.languages import CZECH, ENGLISH, UKRAINIAN, czech_address, of_path
from pages.models import DocumentVersion

BEGIN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
TOLD_APART = (CZECH, ENGLISH, UKRAINIAN)


@public_page()
def sitemap(request: Request) -> HttpResponse:
    """All listed addresses in one file: they are far fewer than the 50,000 it may hold."""
    frame = request.frame
    days = [(entry.address, entry.changed_on) for entry in registry.listed_addresses(frame)]
    if frame.get("has_documents"):
        days += choices.worth_finding(DocumentVersion.objects.counted(frame.moment))
    lines, known = [], {address for address, _day in days}
    for address, changed_on in days:
        last = f"<lastmod>{changed_on}</lastmod>" if changed_on else ""
        about = last + _alternates(address, known)
        lines.append(f"<url><loc>{escape(settings.SITE_URL + address)}</loc>{about}</url>\n")
    text = f"{BEGIN}{''.join(lines)}</urlset>\n"
    return HttpResponse(text, content_type="application/xml", headers={"X-Robots-Tag": "noindex, noarchive"})


def _alternates(address: str, known: set[str]) -> str:
    """The same page in every language in which it is known, itself too; nothing where there is only one."""
    czech = czech_address(address)
    there = {language.html: language.address_of(czech) for language in TOLD_APART}
    there = {code: path for code, path in there.items() if path in known}
    if len(there) == 1 or of_path(address) not in TOLD_APART:
        return ""
    links = {**there, "x-default": czech}
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(settings.SITE_URL + path)}"/>'
        for code, path in links.items()
    )
