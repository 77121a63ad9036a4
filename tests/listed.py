"""The pages that the sitemap lists, and which of them are enough to look at."""

import re

from tests.thorough import THOROUGH

# About which municipality a page in another language is looked at; the other such pages are made in the same way.
MUNICIPALITY = "vir"


def everything(client):
    """Each address in the sitemap."""
    return re.findall(r"<loc>http://127\.0\.0\.1:8000(.*?)</loc>", client.get("/sitemap.xml").content.decode())


def in_time(client):
    """Of the pages about municipalities in other languages one a language, in make proof all."""
    alike = re.compile(rf"/\w+/obce/(?!{MUNICIPALITY}/).+/")
    return [address for address in everything(client) if THOROUGH or not alike.fullmatch(address)]
