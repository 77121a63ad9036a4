"""A text that stands among others on a page of lists: without headings and anchors of its own."""

import re

from django.utils.safestring import SafeString, mark_safe

# As `html.outline` writes them; the sanitiser leaves no other attributes.
_HEADING = re.compile(r'<(/?)h[23](?: id="[^"]*")?>')
_LINK = re.compile(r'<a(?: [a-z]+="[^"]*")+>')
_ID = re.compile(r' id="[^"]*"')


def inside(html: SafeString, address: str) -> SafeString:
    """Prose ready for readers in; out the same for a place on another page than its own, which is at `address`.

    Its headings are bold paragraphs, since the list has the headings; what leads to a part of it leads to its own page.
    """
    bold = _HEADING.sub(lambda found: "</strong></p>" if found[1] else "<p><strong>", html)
    return mark_safe(_LINK.sub(lambda link: _ID.sub("", link[0]).replace(' href="#', f' href="{address}#'), bold))  # noqa: S308 - as safe as it came
