"""The pages that the sitemap lists, and which of them are enough to look at."""

import re

from pages.languages.languages import czech_address
from tests.thorough import THOROUGH

LONGEST_NAME = "jindrichuv-hradec"
# Of pages that are made alike the ones to look at: the longest names, and a city district, which has no okres.
ALIKE = re.compile(r"/(\w+/)?(obce|otazky|slovnik)/.+/")
CHOSEN = {f"/obce/{LONGEST_NAME}/", "/obce/praha-7/"}
CHOSEN |= {"/otazky/muze-sluzby-vyuzit-i-nase-obec/", "/slovnik/obec-s-rozsirenou-pusobnosti/"}


def everything(client):
    """Each address in the sitemap."""
    return re.findall(r"<loc>http://127\.0\.0\.1:8000(.*?)</loc>", client.get("/sitemap.xml").content.decode())


def enough(addresses):
    """Of pages that are made alike the chosen ones, in make proof all."""
    return [each for each in addresses if THOROUGH or not ALIKE.fullmatch(each) or czech_address(each) in CHOSEN]


def in_time(client):
    """Each address in the sitemap that is worth its time."""
    return enough(everything(client))
