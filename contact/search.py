"""What the search may find of the contact centre: the facts of its page, and the form for a meeting."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from contact.centre import ContactCentre
from pages.models import Project
from pages.registry import Entry
from pages.templatetags.czech import phone

# How people ask for what stands on the page. Of the days all, for who asks for one on which nobody answers.
ASKED = """
    kdy mohu zavolat volat dovolat zeptat poradit poradna tel číslo mobil mail kde jste najdu najdete sídlo pobočka
    kancelář spojení konzultace
    otevírací provozní úřední doba hodiny otevřeno otevřete zavřeno
    pondělí úterý středa čtvrtek pátek sobota neděle víkend svátek dnes zítra
"""


def entries(moment: datetime) -> Iterator[Entry]:
    """The facts as rows hold them; whether somebody answers the phone just now only the page itself can say."""
    project = Project.objects.the_one()
    for centre in ContactCentre.objects.all():
        facts = [
            f"Telefon {phone(centre.phone)} v konzultačních hodinách, e-mail {centre.email} kdykoliv.",
            f"Osobní schůzka: {centre.meeting_note}",
            f"Adresa: {centre.street}, {centre.place}",
        ]
        yield Entry(reverse("contact:centre"), body="\n".join(facts), also=f"{centre.phone} {ASKED}")
        if centre.takes_requests and not (project and project.is_closed(moment)):
            summary = "Napište, co potřebujete a jak se vám můžeme ozvat."
            yield Entry(
                reverse("contact:meeting"), "Žádost o schůzku", "Formulář", summary, also="formulář pomoc s bydlením"
            )
