"""An address as somebody pasted or typed it, tidied for a text: ours as a path of today, others without trackers."""

import re

from pages import registry, spelling
from pages.frame import present
from pages.frame.frame import Frame
from pages.gate import links
from pages.prose import linking
from pages.templatetags.site import web_name
from socialnibydleni.editors.chooser import targets
from socialnibydleni.editors.chooser.targets import Target

NOT_THERE = "Taková stránka na webu není, čtenáři by ji neotevřeli."
_MAIL = re.compile(r"(?:mailto:)?[^\s/:@<>]+@[^\s/:@<>]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"tel:\+?[\d ]+")
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_WHOLE = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_PATH = re.compile(r"/[^\s<>\"]*")


def read(typed: str, frame: Frame) -> Target | None:
    """What was typed as a target, where it is an address; None for anything else."""
    text = spelling.one_line(typed).strip("<>„“\"' ")
    text = f"https:{text}" if text.startswith("//") else text
    if _MAIL.fullmatch(text):
        mail = text.removeprefix("mailto:")
        return Target(mail, f"mailto:{mail}", "e-mail", "inbox", "otevře psaní e-mailu")
    if _PHONE.fullmatch(text):
        number = text.replace(" ", "")
        return Target(number.removeprefix("tel:"), number, "telefon", "phone", "na mobilu rovnou zavolá")
    if _WHOLE.fullmatch(text) or _PATH.fullmatch(text):
        return _of_web(links.tidied(text), frame)
    return _of_web(links.tidied(f"https://{text}"), frame) if _BARE.fullmatch(text) else None


def _of_web(href: str, frame: Frame) -> Target:
    here = links.address_here(href, linking.host())
    if here is None:
        return Target(web_name(href), href, "jiný web", "out", href)
    path = present.address(here._replace(scheme="", netloc="").geturl(), frame)
    by_address = {entry.address: entry for entry in registry.public_addresses(frame)}
    bare, rest = re.fullmatch(r"([^?#]*)(.*)", path, re.DOTALL).groups()  # type: ignore[union-attr]  # it fits anything
    entry = by_address.get(bare) or by_address.get(links.nearby(bare))
    if entry is None:
        return Target(path, path, "tento web", "alert", NOT_THERE)
    address = f"{entry.address}{rest}"
    return targets.of(entry)._replace(address=address, note=address)
