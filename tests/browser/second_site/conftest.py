"""The second site in the place of the first: what is asked of that one by its fixtures is asked of this one here."""

import re

import pytest

from tests.browser.account import QUICK_DOOR
from tests.running_site import ROOT, running_site
from tests.thorough import THOROUGH

FEW = ["/", "/o-projektu/", "/otevrena-data/"]  # make proof looks at all


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site that `make run SITE_CONTENT=tests/second_site` starts."""
    folder = tmp_path_factory.mktemp("second")
    with running_site(folder, content=ROOT / "tests/second_site", WEB_CONCURRENCY="1", **QUICK_DOOR) as site:
        yield site


@pytest.fixture(scope="session")
def every_address(site):
    """Each page that its sitemap names."""
    return re.findall(rf"<loc>{re.escape(site.url)}(/.*?)</loc>", site.get("/sitemap.xml")[2].decode())


@pytest.fixture(scope="session")
def addresses(every_address):
    return every_address if THOROUGH else FEW


@pytest.fixture(scope="session")
def kinds(addresses):
    return [*addresses, "/neni/", *(["/hledat/?q=obec", "/hledat/?q=nesmysl"] if THOROUGH else [])]


@pytest.fixture(scope="session")
def opened(kinds):
    return kinds


@pytest.fixture(scope="session")
def browser_context_args(site):
    return {"base_url": site.url, "locale": "cs-CZ", "timezone_id": "Europe/Prague"}
