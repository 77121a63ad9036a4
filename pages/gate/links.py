"""Rules about links and addresses (WCAG 2.2: 2.4.4, 2.4.9; of our own: nothing breaks, tracks or goes unsecured)."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from pages import spelling
from pages.gate.parsed import Link
from pages.gate.terms import Act, Context, Cure, Draft, Part, Place, Problem

# A link of these words alone says nothing to somebody who hears only the links.
VAGUE = {"číst", "čti", "čtěte", "dál", "dále", "info", "informace", "informací", "klikněte", "kliknutím", "link", "na"}
VAGUE |= {
    "o",
    "odkaz",
    "odkazem",
    "odkazu",
    "pro",
    "sem",
    "tady",
    "tento",
    "tom",
    "tomto",
    "tu",
    "tímto",
    "více",
    "web",
}
VAGUE |= {"webu", "zde", "zjistit", "zjistěte"}
VAGUE |= {"click", "here", "information", "more", "page", "read", "this", "website"}
VAGUE |= {"більше", "вебсайт", "докладніше", "інформація", "натисніть", "посилання", "сайт", "сторінка", "сюди", "тут"}
VAGUE |= {"читати", "ця", "цей", "це"}

# Mail programs and search engines put these before the address that was meant: host, path, parameters that hold it.
REDIRECTS = (
    (re.compile(r"(?:[\w-]+\.)*safelinks\.protection\.outlook\.com"), "/", ("url",)),
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}"), "/url", ("q", "url")),
    (re.compile(r"lm?\.facebook\.com"), "/l.php", ("u",)),
)

# What newsletters and networks hang on an address to know who came by it.
TRACKING = re.compile(r"(?:utm_\w+|mc_[ce]id|fbclid|gclid|dclid|msclkid|igshid|yclid|_ga|srsltid)", re.IGNORECASE)
BY_HAND = Cure(Act.LINK)

_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+\.[a-z]{2,}/\S*", re.IGNORECASE)
_TYPED_ADDRESS = re.compile(
    r"(?<![\w@./+-])(?:(?:https?://|www\.)[^\s<>„“]+[\w/]|[\w.+-]++@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE
)
_AROUND_WORDS = "„“‚‘\"'()[]{}<>.,;:!?…"


def cleaned(href: str) -> str:
    """An address in; out the one that was meant, without a redirecting service around it, and secured."""
    parts = _split(href)
    for host, path, names in REDIRECTS:
        if host.fullmatch(parts.hostname or "") and parts.path.rstrip("/") == path.rstrip("/"):
            meant = next((values[0] for name in names if (values := parse_qs(parts.query).get(name))), "")
            return cleaned(meant) if meant else href
    return f"https{href[4:]}" if parts.scheme == "http" else href


def tidied(href: str) -> str:
    """An address in; out the one that was meant, as `cleaned`, without parameters that only follow who clicks."""
    meant = cleaned(href)
    parts = _split(meant)
    kept = [each for each in parts.query.split("&") if not TRACKING.fullmatch(each.partition("=")[0])]
    query = "&".join(kept)
    return meant if query == parts.query else parts._replace(query=query).geturl()


def vague_text(draft: Draft, _context: Context) -> Iterator[Problem]:
    """The text of a link says where it leads: no „zde“, no bare address, not nothing.

    WCAG 2.2, 2.4.4 Link Purpose (In Context), here as strict as 2.4.9 Link Purpose (Link Only): by the text alone.
    """
    for link in draft.prose.links:
        if not link.text:
            message = f"Odkaz na {link.href or 'prázdnou adresu'} nemá žádný text. Napište, kam vede."
            yield Problem(message, _place(link))
        elif set(re.findall(r"\w+", link.text.lower())) <= VAGUE:
            message = f"Odkaz „{link.text}“ neříká, kam vede. Napište to, např. „Seznam obcí“."
            yield Problem(message, _place(link), cure=BY_HAND)
        elif _BARE_ADDRESS.fullmatch(link.text):
            message = f"Odkaz „{link.text}“ má místo názvu adresu. Napište, kam vede."
            yield Problem(message, _place(link), cure=BY_HAND)


def same_text_other_target(draft: Draft, _context: Context) -> Iterator[Problem]:
    """Links with the same text lead to the same address, whatever the case of letters.

    WCAG 2.2, 2.4.9 Link Purpose (Link Only).
    """
    first: dict[str, str] = {}
    for link in draft.prose.links:
        before = first.setdefault(link.text.lower(), link.href) if not link.is_of_note else link.href
        if link.text and before != link.href:
            message = f"Dva odkazy „{link.text}“ vedou jinam: na {before} a na {link.href}. Pojmenujte je každý jinak."
            yield Problem(message, _place(link), cure=BY_HAND)


def no_target(draft: Draft, _context: Context) -> Iterator[Problem]:
    """Every link has an address. A rule of our own."""
    for link in draft.prose.links:
        if not link.href.strip():
            message = f"Odkaz „{link.text}“ nikam nevede. Doplňte adresu, nebo odkaz zrušte."
            yield Problem(message, _place(link), cure=BY_HAND)


def roundabout_target(draft: Draft, _context: Context) -> Iterator[Problem]:
    """A link leads straight to where it says, and by https; the problem names that address.

    A rule of our own: a redirecting service learns who reads what, and may be gone tomorrow.
    """
    for link in draft.prose.links:
        meant = cleaned(link.href)
        if meant != link.href:
            is_only_unsecured = meant == f"https{link.href[4:]}"
            fault = "nezabezpečenou adresu" if is_only_unsecured else "adresu přes cizí přesměrování"
            message = f"Odkaz „{link.text}“ má {fault}. Nahraďte ji touto: {meant}"
            yield Problem(message, _place(link), cure=Cure(Act.ADDRESS, meant))


def unpublished_target(draft: Draft, context: Context) -> Iterator[Problem]:
    """A link to this site leads to an address that readers can open (`context.targets`). A rule of our own."""
    for link in draft.prose.links:
        address = _address_here(link.href, context)
        if address is None or address.path in context.targets:
            continue
        near = nearby(address.path)
        is_near = near in context.targets
        advice = f"Nemá to být {near}?" if is_near else "Opravte adresu, nebo tu stránku nejdřív zveřejněte."
        message = f"Odkaz „{link.text}“ vede na {link.href}, ale taková stránka na webu není. {advice}"
        yield Problem(message, _place(link), cure=Cure(Act.ADDRESS, near) if is_near else BY_HAND)


def missing_anchor(draft: Draft, context: Context) -> Iterator[Problem]:
    """The part of a page that a link names is there. A rule of our own; of a missing page another one speaks."""
    for link in draft.prose.links:
        address = _address_here(link.href, context)
        if address is None or not address.fragment or address.path not in context.targets:
            continue
        anchors = context.targets[address.path]
        if link.is_of_note and address.fragment not in draft.prose.anchors:
            place = f"Odkaz „{link.text}“ patří k poznámce, ale jeho druhý konec v textu není."
            yield Problem(f"{place} Smažte ho, nebo vložte znovu i poznámku.", _place(link))
        elif not link.is_of_note and address.fragment not in anchors:
            place = f"Odkaz „{link.text}“ vede na část #{address.fragment} stránky {address.path}, ale ta tam není."
            choice = f"Vyberte z: {', '.join(f'#{anchor}' for anchor in sorted(anchors))}." if anchors else ""
            yield Problem(f"{place} {choice or 'Smažte konec adresy od znaku #.'}", _place(link), cure=BY_HAND)


def typed_address(draft: Draft, context: Context) -> Iterator[Problem]:
    """A web or e-mail address in a text is a link. A rule of our own; of a guarded fact `stray_copy` speaks."""
    facts = {spelling.same(fact.value) for fact in context.facts}  # another rule speaks of these
    for block in draft.prose.blocks:
        for address in _TYPED_ADDRESS.findall(block.outside_links):
            if spelling.same(address) not in facts:
                place = Place(Part.BLOCK, address, block.number)
                is_of_image = block.tag in {"figcaption", "cite"}
                cure = "Pod obrázkem odkaz být nemůže, dejte ho do textu." if is_of_image else "Udělejte z ní odkaz."
                yield Problem(f"Adresa „{address}“ je napsaná jako text. {cure}", place)


def address_here(href: str, host: str, own: str = "/") -> SplitResult | None:
    """The address of a link on the page `own` that stays on the site of `host`; None for any other.

    Its path is whole, and its fragment has the letters that it stands for (RFC 3986, 2.1).
    """
    parts = _split(href)
    if not href.strip() or (parts.scheme and parts.scheme not in {"http", "https"}):
        return None
    if parts.netloc and parts.netloc.lower() != host:
        return None
    path = parts.path or ("/" if parts.netloc else own)
    return parts._replace(path=path, fragment=unquote(parts.fragment))


def nearby(path: str) -> str:
    """The address that was probably meant: with both its slashes."""
    return f"/{path.strip('/')}/"


def addresses_in(text: str, host: str) -> list[str]:
    """The addresses of the site of `host` that a text without markup names: whole ones, and paths such as /obce/."""
    words = (word.strip(_AROUND_WORDS) for word in text.split())
    return [word for word in words if word.startswith(("/", "https://", "http://")) and address_here(word, host)]


def _place(link: Link) -> Place:
    return Place(Part.LINK, link.text, link.number)


def _address_here(href: str, context: Context) -> SplitResult | None:
    return address_here(href, context.host, context.address)


def _split(href: str) -> SplitResult:
    """The parts of an address; what can't be taken apart is a path, and no page has it."""
    try:
        return urlsplit(href)
    except ValueError:
        return SplitResult("", "", href, "", "")
