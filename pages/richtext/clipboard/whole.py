"""Any HTML as the well-formed one that browsers make of it, with all that decides what is seen."""

import re

import nh3

DEEPEST = 400  # tags one in another; browsers nest no deeper than about 500

# Tags that browsers' parsers know are left to ours; those of other languages are words in a line.
_ENDLESS_TAGS = (
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr"
)
_BARE_TAGS = "body colgroup frameset head html"
_RAW_TAGS = "iframe noembed noframes noscript script style template textarea title"
_SHOWN_TAGS = """
    a abbr acronym address article aside audio b bdi bdo big blockquote button canvas caption center cite code data
    datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6
    header hgroup i ins kbd label legend li main map mark menu meter nav object ol optgroup option output p picture pre
    progress q rp rt ruby s samp search section select small span strike strong sub summary sup table tbody td tfoot th
    thead time tr tt u ul var video
"""
_ATTRIBUTES = "alt bgcolor class color colspan data-image height hidden href id name open rowspan style width"

_RAW, _SHOWN = set(_RAW_TAGS.split()), set(_SHOWN_TAGS.split())
_KNOWN = {*_ENDLESS_TAGS.split(), *_BARE_TAGS.split()} | _RAW | _SHOWN
_OTHERS = {"annotation": "template", "annotation-xml": "template", "svg": "canvas", "xml": "template"}
_TAG = re.compile(r"<(/?)([a-z][^\s/<>]*)", re.IGNORECASE)

_CLEANER = nh3.Cleaner(
    tags=_SHOWN | {"br", "embed", "img", "style", "textarea"},
    attributes={"*": set(_ATTRIBUTES.split())},
    url_schemes={"about", "applewebdata", "file", "http", "https", "mailto", "tel"},
    link_rel=None,
    clean_content_tags=_RAW - {"style", "textarea"},
)


def whole(html: str) -> str:
    """Any HTML in; out the same well-formed, without comments and without what no browser shows anywhere."""
    return _CLEANER.clean(_TAG.sub(_renamed, html))


def _renamed(tag: re.Match) -> str:
    name = tag[2].lower()
    return tag[0] if name in _KNOWN else f"<{tag[1]}{_OTHERS.get(name, 'span')}"
