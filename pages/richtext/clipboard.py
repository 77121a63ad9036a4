"""What Word, LibreOffice, Google Docs and mail programs put on the clipboard, in the words of our own vocabulary.

Pure: HTML in, HTML out. `mended` comes before the sanitiser, which then only has to leave things out; `settled` after
it. static/js/clipboard.js does what `mended` does for the editor, so that an editor sees what will be stored.
"""

import re

_ANY = re.IGNORECASE | re.DOTALL

# A list in Word is paragraphs, each with its level in the style and its mark in a span that is to be left out.
_ITEM = re.compile(r"<p\b(?=[^<>]*mso-list:\s*l\d+\s+level(\d))[^<>]*>((?:(?!<p\b).)*?)</p>", _ANY)
_ITEMS = re.compile(rf"(?:{_ITEM.pattern}\s*)+", _ANY)
_MARK = re.compile(r"<span\b[^<>]*mso-list:\s*Ignore[^<>]*>([^<]*)(?:<span\b[^<>]*>[^<]*</span>)?\s*</span>", _ANY)
_NUMBER = re.compile(r"\d|[.)]\s*$")

# Emphasis in Google Docs is a style, and the whole is in a <b> that is not bold; mso-bidi-font-weight is no weight.
_NOT_BOLD = re.compile(r"<b\b[^<>]*(?<!-)font-weight:\s*normal[^<>]*>", _ANY)
_SPAN = re.compile(r"<span\b([^<>]*)>([^<]+)</span>", _ANY)
_STYLES = {
    "em": re.compile(r"(?<!-)font-style:\s*italic", _ANY),
    "strong": re.compile(r"(?<!-)font-weight:\s*(?:bold|[6-9]00)", _ANY),
}

# Their tags that mean what ours do. Blocks that we do not know are paragraphs, or their words would run together.
_OURS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
_OURS |= dict.fromkeys(["address", "article", "aside", "caption", "center", "dd", "div", "dt", "figcaption"], "p")
_OURS |= dict.fromkeys(["figure", "footer", "header", "legend", "main", "nav", "pre", "section"], "p")
_THEIRS = re.compile(rf"<(/?)({'|'.join(_OURS)})(?=[\s>])", _ANY)

# What the sanitiser leaves has only these shapes.
_LIST_TAG = re.compile(r"<(/?)(ul|ol|li)>")
_BLOCK_TAG = re.compile(r" ?(</?(?:p|h2|h3|ul|ol|li|table|tbody|tr|th|td|blockquote)>) ?")
_INLINE_TAG = re.compile(r"<(/?)(?:strong|em|a)\b")
_SPACES = re.compile(r"(?:[ \t\r\n\f]|&nbsp;){2,}|[\t\r\n\f]")
_BOOKMARK = re.compile(r"<a>(.*?)</a>")  # or a link that led nowhere good
_EMPTY = re.compile(r"<(p|strong|em)>((?: |&nbsp;|<br>)*)</\1>")
_ONLY_PARAGRAPH = re.compile(r"<(li|td|th)><p>((?:(?!</?p>).)*)</p>(?=</\1>|<[uo]l>)")
_LINE = re.compile(r"(</(?:p|h2|h3|ul|ol|li|table|tr|blockquote)>|<(?:ul|ol|tbody|blockquote)>)(?=<)")


def mended(html: str) -> str:
    """Any HTML in; out the same words in our tags where theirs mean the same: lists, emphasis, headings, paragraphs."""
    html = _SPAN.sub(_emphasis, _NOT_BOLD.sub("<span>", _ITEMS.sub(_list, html)))
    return _THEIRS.sub(lambda tag: f"<{tag[1]}{_OURS[tag[2].lower()]}", html)


def settled(html: str) -> str:
    """Sanitised HTML in; out the same in one shape, each block on a line, without spaces and paragraphs for looks."""
    html = _trimmed(_without_loose_text(_trimmed(_nested(html.replace("thead>", "tbody>")))))
    html = html.replace("</tbody><tbody>", "")  # as the editor has it
    return _LINE.sub(r"\1\n", _ONLY_PARAGRAPH.sub(r"<\1>\2", html)).strip()


def _list(items: re.Match) -> str:
    html = ""
    open_lists: list[tuple[str, str]] = []  # (level, tag) of each, the outermost first
    for level, text in _ITEM.findall(items[0]):
        mark = _MARK.search(text)
        this = (level, "ol" if mark and _NUMBER.search(mark[1]) else "ul")
        while open_lists and (open_lists[-1][0] > level or (open_lists[-1][0] == level and open_lists[-1] != this)):
            html += f"</li></{open_lists.pop()[1]}>"
        if open_lists and open_lists[-1] == this:
            html += "</li>"
        else:
            html += f"<{this[1]}>"
            open_lists.append(this)
        html += f"<li>{_MARK.sub('', text)}"
    return html + "".join(f"</li></{tag}>" for _, tag in reversed(open_lists))


def _emphasis(span: re.Match) -> str:
    text = span[2]
    for tag, style in _STYLES.items():
        if style.search(span[1]):
            text = f"<{tag}>{text}</{tag}>"
    return text


def _nested(html: str) -> str:
    """Lists that stand between the items of another, as Google Docs has them, moved into the items before them."""
    pieces = _LIST_TAG.split(html)  # text, slash, name, text, slash, name, …, text
    out, open_tags = pieces[0], [""]
    for slash, name, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        if slash:
            out += f"</{name}></li>" if open_tags.pop() == "moved" else f"</{name}>"
        elif name != "li" and open_tags[-1] in {"ul", "ol", "moved"}:
            before = out.rstrip()
            out = (before.removesuffix("</li>") if before.endswith("</li>") else f"{out}<li>") + f"<{name}>"
            open_tags.append("moved")
        else:
            out += f"<{name}>"
            open_tags.append(name)
        out += text
    return out


def _trimmed(html: str) -> str:
    """Without spaces around blocks and without what holds nothing; one round may leave work for the next."""
    while (less := _BLOCK_TAG.sub(r"\1", _SPACES.sub(" ", _EMPTY.sub(_spaces_of, _BOOKMARK.sub(r"\1", html))))) != html:
        html = less
    return html


def _spaces_of(empty: re.Match) -> str:
    return "" if empty[1] == "p" else empty[2]


def _without_loose_text(html: str) -> str:
    """Text that stands in no block made a paragraph."""
    pieces, open_tags = _BLOCK_TAG.split(html), [""]  # text, tag, text, tag, …, text
    for place, piece in enumerate(pieces):
        if place % 2 and piece.startswith("</"):
            open_tags.pop()
        elif place % 2:
            open_tags.append(piece)
        elif piece and open_tags[-1] in {"", "<blockquote>"} and _is_whole(piece):
            pieces[place] = f"<p>{piece}</p>"
    return "".join(pieces)


def _is_whole(text: str) -> bool:
    """Whether each inline tag is closed in the same text; else it goes around blocks."""
    depth = 0
    for slash in _INLINE_TAG.findall(text):
        depth += -1 if slash else 1
        if depth < 0:
            return False
    return not depth
