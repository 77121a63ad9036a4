"""What many rows cost: bench_rows.py [DOCUMENTS NEWS VERSIONS REQUESTS], part of `make bench`.

Seconds of the processor in this process, on a site of its own with generated rows: the first answer after a change of
the content, once the watch knows the addresses, and what a worker does until all that readers ask for is fresh again.
"""

import os
import sys
import tempfile
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

ROWS = [2000, 500, 5000, 3000]
GOALS = {"/zmeny.atom": 40, "/sitemap.xml": 60, "/hledat/?q=bydleni": 150, "/sprava/": 200}  # milliseconds
GOAL_OF_AN_EDIT = 1500


def write(documents: int, news: int, versions: int, requests: int) -> None:
    """Fill the site: documents with a file each, news with their versions, and requests for a meeting."""
    from django.utils import timezone  # noqa: PLC0415 - the settings are there only now

    from contact.models import MeetingRequest  # noqa: PLC0415
    from municipalities.models import Municipality  # noqa: PLC0415
    from pages.models import Document, DocumentVersion, Page, PageVersion  # noqa: PLC0415

    past, words = timezone.now() - timedelta(days=400), "Jak obec pomáhá lidem v bytové nouzi najít bydlení. " * 4
    made = Document.objects.bulk_create(
        Document(
            title=f"Metodika {n}",
            slug=f"metodika-{n}",
            description=words[:150],
            category="metodika",
            year=2020,
            publish_at=past + timedelta(hours=n),
        )
        for n in range(documents)
    )
    DocumentVersion.objects.bulk_create(
        DocumentVersion(document=each, url="https://www.example.cz/", valid_from=each.publish_at) for each in made
    )
    parent = Page.objects.get(address="/aktuality/")
    pages = Page.objects.bulk_create(
        Page(address=f"/aktuality/zprava-{n}/", kind="news", parent=parent, menu_title=f"Zpráva {n}")
        for n in range(news)
    )
    PageVersion.objects.bulk_create(
        PageVersion(
            page=pages[n % news],
            number=n // news + 1,
            title=f"Zpráva {n % news}",
            summary=words[:120],
            body=f"<h2>Co</h2><p>{words}</p>",
            publish_at=past + timedelta(hours=n),
        )
        for n in range(versions)
    )
    MeetingRequest.objects.bulk_create(
        MeetingRequest(
            reference=f"{n:08}", key=str(n), sender="person", email="a@example.cz", topic=words, created_at=past
        )
        for n in range(requests)
    )
    Municipality.objects.get(slug="brno").documents.set(made[:50])


def milliseconds(call) -> float:
    """Of the processor, for one call."""
    began = time.process_time()
    call()
    return 1000 * (time.process_time() - began)


def first_answers() -> dict[str, float]:
    """Of each address the first answer after a change of the content."""
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415
    from django_otp import DEVICE_ID_SESSION_KEY  # noqa: PLC0415
    from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: PLC0415

    from pages import registry  # noqa: PLC0415
    from pages.frame import memory  # noqa: PLC0415
    from pages.frame.frame import Frame  # noqa: PLC0415
    from pages.models import ContentVersion  # noqa: PLC0415

    user = User.objects.create_superuser("editorka")
    client = Client(headers={"host": "127.0.0.1:8000"})
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.create(user=user, confirmed=True).persistent_id
    session.save()
    took = {}
    for address in GOALS:
        status = client.get(address).status_code  # and templates are there from now on
        if status != 200:
            raise SystemExit(f"{address}: {status}")
        ContentVersion.objects.raise_number()
        memory.look()
        registry.public_addresses(Frame(timezone.now(), shares=True))  # as the watch does before anything else
        took[address] = milliseconds(partial(client.get, address))
    return took


def edit() -> float:
    """What a worker does after an edit until it has again what it had before."""
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415

    from pages.models import ContentVersion  # noqa: PLC0415
    from socialnibydleni.serving import process  # noqa: PLC0415

    cache = process.application(WSGIHandler())
    warmer = process.Warmer(cache)

    def renew() -> None:
        cache.watch.look()
        for _page in warmer(cache.watch.now()[0]):
            pass

    renew()
    ContentVersion.objects.raise_number()
    return milliseconds(renew)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    with tempfile.TemporaryDirectory() as folder:
        # Nobody serves beside: each worker would renew its own pages in the same seconds.
        os.environ |= {"DATABASE_URL": f"sqlite:///{folder}/site.sqlite3", "MEDIA_ROOT": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "socialnibydleni.settings"
        import django
        from django.core.management import call_command

        django.setup()
        for command in ["migrate", "load_content", "word_forms"]:
            call_command(command, verbosity=0)
        rows = [int(word) for word in sys.argv[1:]] or ROWS
        write(*rows)
        print("{} documents, {} news with {} versions, {} requests; ms of the processor:".format(*rows))
        for address, took in first_answers().items():
            print(f"  {address}: {took:.0f} (goal {GOALS[address]})")
        print(f"  after an edit, a worker: {edit():.0f} (goal {GOAL_OF_AN_EDIT})")
