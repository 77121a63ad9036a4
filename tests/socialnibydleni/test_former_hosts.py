"""The names that the site had before lead on, and what still says them is named."""

from io import StringIO

import pytest
from django.core.management import call_command

from pages.models import Project, Source
from tests.free_pages import new_public_page

pytestmark = pytest.mark.django_db

OLD = "www.stary.example.cz"


@pytest.fixture(autouse=True)
def _former(settings):
    settings.FORMER_HOSTS = [OLD]


@pytest.mark.parametrize("address", ["/", "/obce/?a=1&b=%C4%8D", "/neni/", "/sprava/"])
@pytest.mark.parametrize("host", [OLD, f"{OLD}:8000", OLD.upper(), f"{OLD}."])
def test_a_former_name_leads_to_the_same_path_and_query_and_nowhere_else(client, address, host):
    answer = client.get(address, headers={"host": host})
    assert (answer.status_code, answer["Location"]) == (301, f"http://127.0.0.1:8000{address}")


def test_a_name_that_was_never_ours_is_refused(client):
    assert client.get("/", headers={"host": f"x{OLD}"}).status_code == 400


def test_what_still_says_a_former_name_is_listed_with_where_it_is_changed(editor_client):
    page = new_public_page(
        editor_client, "Stará adresa", body=f'<p>Víc je na <a href="https://{OLD}/">bývalém webu</a>.</p>'
    )
    source = Source.objects.first()
    Source.objects.filter(pk=source.pk).update(url=f"https://{OLD}/zdroj")
    Project.objects.update(short_name="Nový")
    printed = StringIO()
    call_command("check_content", stdout=printed)
    lines = [line for line in printed.getvalue().splitlines() if "former name" in line]
    assert [line.partition(" ")[0] for line in lines] == [
        f"/sprava/pages/page/{page.pk}/change/",
        f"/sprava/pages/source/{source.pk}/change/",
    ]
