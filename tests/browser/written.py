"""What editors might have written, made from outside; the site is everybody's, so that it is taken away again."""

import random

WORD = "nejneobhospodařovávatelnější" + "superpodporovanobytovějšími" + "obcím"  # 60 letters
TITLE = f"Co se za čtyři roky změnilo a co ne: {WORD} a také městským částem"  # 120, as long as may be
# Words of the trade; shuffled, because the same sentence again and again would be packed into nothing.
WORDS = (
    "byt nájem obec úřad dluh rodina koncepce sousedé metodika podpora projekt smlouva příspěvek pracovník "
    "starosta schůzka seminář výzkum domácnost ubytovna senior rada soud oprava vlastník pravidla kaple vyhláška "
    "fond účet evaluace zpráva poradna kraj odbor spolek lékař škola práce"
)
SUMMARY = (
    "Sešli se starostové, sociální pracovníci a úředníci ze spolupracujících obcí a mluvili o tom, "
    "co se jim povedlo, co se nepovedlo a co by příště udělali jinak."
)
BODY = (
    "<p>Setkání bylo v Praze. Přišlo padesát lidí a každá obec řekla, co se jí povedlo.</p>"
    "<h2>Co jsme se dozvěděli</h2><ul><li>Byty jsou, ale ne tam, kde je práce.</li><li>Dluhy brzdí.</li></ul>"
    '<h2>Co bude dál</h2><p>Píšeme metodiku, více na <a href="https://www.mpsv.cz/">webu ministerstva</a>.</p>'
)
SHORT_NOTICE = "Od 22. do 31. 12. na telefonu nejsme."
LONG_NOTICE = (
    "Od 22. do 31. 12. na telefonu nejsme, protože se stěhujeme do jiné budovy. Pište nám prosím na {{e-mail}}, "
    "odpovíme nejpozději do tří pracovních dnů. Osobní schůzky v těch dnech nejsou možné."
)
LINK_TEXT = "Kdy máme zavřeno, kdo odpovídá na e-maily a kam se obrátit v naléhavé situaci"

_START = """
from datetime import timedelta
from django.utils import timezone
from municipalities.models import Municipality
from pages.models import ContentVersion, Notice, Page, PageVersion
then = timezone.now() - timedelta(days=1)
def write(address, kind, parent, title, summary="", body="", ago=0, number=1, note=""):
    kept = dict(kind=kind, parent=parent, menu_title=title[:60])
    page, _ = Page.objects.get_or_create(address=address, defaults=kept)
    moment = then - timedelta(days=ago)
    version = PageVersion(page=page, number=number, title=title, summary=summary, body=body, change_note=note)
    version.publish_at = moment
    PageVersion.objects.bulk_create([version])
    return page
"""
_END = "\nContentVersion.objects.raise_number()\n"
UNDO = f"""
from pages.models import ContentVersion, Notice, Page, PreviewLink
for pages in [Page.objects.exclude(parent__kind="fixed"), Page.objects.all()]:
    pages.filter(kind__in=["news", "free"]).delete()
PreviewLink.objects.all().delete()
Notice.objects.all().delete()
Notice.history.all().delete()
{_END}"""
PREVIEW_LINK = """
from datetime import timedelta
from django.utils import timezone
from pages.models import PreviewLink
now = timezone.now()
print(PreviewLink.objects.create(created_at=now, expires_at=now + timedelta(days=7)).address)
"""


def _sentence(dice, limit):
    """Words up to a length, as a sentence."""
    words = ""
    while len(longer := f"{words} {dice.choice(WORDS.split())}") < limit:
        words = longer
    return words.strip().capitalize() + "."


def _texts(number):
    """Titles with summaries: the latest short, the next with the longest word, all others of full length."""
    dice = random.Random(7)
    many = [(_sentence(dice, 120), _sentence(dice, 160)) for _ in range(number)]
    return [("Setkání obcí v Praze", ""), (TITLE, SUMMARY), *many][:number]


def news(number):
    """So many news, a day between them; every third of the first twelve is about two municipalities."""
    return f"""{_START}
above = Page.objects.get(address="/aktuality/")
about = Municipality.objects.filter(slug__in=["praha-7", "jindrichuv-hradec"])
for ago, (title, summary) in enumerate({_texts(number)!r}):
    page = write(f"/aktuality/{{ago + 1}}/", "news", above, title, summary, {BODY!r}, ago)
    for municipality in about if ago % 3 == 0 and ago < 12 else []:
        municipality.news.add(page)
{_END}"""


def documents(number):
    """The latest documents that there are, about the same two municipalities."""
    return f"""
from municipalities.models import Municipality
from pages.models import ContentVersion, Document
for municipality in Municipality.objects.filter(slug__in=["praha-7", "jindrichuv-hradec"]):
    municipality.documents.set(Document.objects.order_by("-pk")[:{number}])
{_END}"""


def free_page(subpages):
    """A page with ten changes and so many pages beneath it."""
    return f"""{_START}
above = Page.objects.get(address="/o-projektu/")
for number, (note, _) in enumerate([("", ""), *{_texts(10)!r}]):
    page = write("/metodika/", "free", above, "Metodika", {SUMMARY!r}, {BODY!r}, 20 - number, number + 1, note)
for number, (title, summary) in enumerate({_texts(subpages)!r}):
    write(f"/kapitola-{{number + 10}}/", "free", page, title, summary, {BODY!r})
{_END}"""


def notices(*texts):
    """Notices that began yesterday; to a long one belongs a long link."""
    rows = [(text, LINK_TEXT if text == LONG_NOTICE else "") for text in texts]
    return f"""{_START}
for text, link in {rows!r}:
    address = "/kontaktni-centrum/" if link else ""
    Notice.objects.create(text=text, link_text=link, link_address=address, starts_at=then,
        ends_at=then + timedelta(days=30))
"""
