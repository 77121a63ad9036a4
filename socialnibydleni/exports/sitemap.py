"""The sitemap (sitemaps.org): every listed address with the day on which its text or a fact in its body last changed.

Written here and not by Django's own, which fills a template for each address.
"""

from html import escape

from django.conf import settings
from django.http import HttpResponse

from pages import registry
from pages.frame.door import public_page
from pages.frame.request import Request

BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


@public_page()
def sitemap(request: Request) -> HttpResponse:
    """All listed addresses in one file: they are far fewer than the 50,000 it may hold."""
    lines = []
    for entry in registry.listed_addresses(request.frame):
        last = f"<lastmod>{entry.changed_on}</lastmod>" if entry.changed_on else ""
        lines.append(f"<url><loc>{escape(settings.SITE_URL + entry.address)}</loc>{last}</url>\n")
    text = f"{BEGIN}{''.join(lines)}</urlset>\n"
    return HttpResponse(text, content_type="application/xml", headers={"X-Robots-Tag": "noindex, noarchive"})
