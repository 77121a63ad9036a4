"""The sitemap (sitemaps.org): every listed address with the day on which anything on its page last changed."""

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import HttpResponse

from pages import registry
from pages.frame.door import public_page
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.registry import PublicAddress


class PublicPages(Sitemap):
    """What Django's sitemap asks for, answered from the addresses that the apps tell."""

    protocol = urlsplit(settings.SITE_URL).scheme

    def __init__(self, frame: Frame):
        self.frame = frame

    def get_domain(self, site=None) -> str:
        """The host of SITE_URL, whatever name the request came by."""
        return urlsplit(settings.SITE_URL).netloc

    def items(self) -> list[PublicAddress]:
        """The addresses that are listed at the frame's moment."""
        return registry.listed_addresses(self.frame)

    def location(self, item: PublicAddress) -> str:
        """The path."""
        return item.address

    def lastmod(self, item: PublicAddress) -> date | None:
        """The later of the page's own last day and that of the frame around it; None where neither is known."""
        return self.frame.last_updated(item.changed_on)


@public_page()
def sitemap(request: Request) -> HttpResponse:
    """All listed addresses in one file: they are far fewer than the 50,000 it may hold."""
    return sitemap_view(request, sitemaps={"pages": PublicPages(request.frame)})
