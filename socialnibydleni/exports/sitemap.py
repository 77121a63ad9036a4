"""The sitemap (sitemaps.org): every listed address with the day on which its text or a fact in its body last changed.

Written here and not by Django's own, which fills a template for each address.
"""

from html import escape

from django.conf import settings
from django.http import HttpResponse

from pages import registry
from pages.documents.listing import choices
from pages.frame.door import public_page
from pages.frame.request import Request
from pages.models import DocumentVersion

BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


@public_page()
def sitemap(request: Request) -> HttpResponse:
    """All listed addresses in one file: they are far fewer than the 50,000 it may hold."""
    frame = request.frame
    days = [(entry.address, entry.changed_on) for entry in registry.listed_addresses(frame)]
    if frame.get("has_documents"):
        days += choices.worth_finding(DocumentVersion.objects.counted(frame.moment))
    lines = []
    for address, changed_on in days:
        last = f"<lastmod>{changed_on}</lastmod>" if changed_on else ""
        lines.append(f"<url><loc>{escape(settings.SITE_URL + address)}</loc>{last}</url>\n")
    text = f"{BEGIN}{''.join(lines)}</urlset>\n"
    return HttpResponse(text, content_type="application/xml", headers={"X-Robots-Tag": "noindex, noarchive"})
