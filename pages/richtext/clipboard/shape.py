"""The one shape in which prose is stored, whichever program it came from. Pure: sanitised HTML in, the same out."""

import re

from pages.richtext import figures

# What the sanitiser leaves has only these shapes.
_LIST_TAG = re.compile(r"<(/?)(ul|ol|li)>")
_BLOCK_TAG = re.compile(r" ?(</?(?:p|h2|h3|ul|ol|li|table|tbody|tr|th|td|blockquote)>) ?")
_INLINE_TAG = re.compile(r"<(/?)(?:strong|em|a|sup)\b")
_SPACES = re.compile(r"(?:[ \t\r\n\f]|&nbsp;){2,}|[\t\r\n\f]")
_BOOKMARK = re.compile(r"<a>(.*?)</a>")  # or a link that led nowhere good
_EMPTY = re.compile(r"<(p|strong|em|sup)>((?: |&nbsp;|<br>)*)</\1>")
_ONLY_PARAGRAPH = re.compile(r"<(li|td|th)><p>((?:(?!</?p>).)*)</p>(?=</\1>|<[uo]l>)")
_APART = re.compile("<p>\0([0-9]+)\0</p>|\0([0-9]+)\0")
_LINE = re.compile(r"(</(?:p|h2|h3|ul|ol|li|table|tr|blockquote)>|<(?:ul|ol|tbody|blockquote)>)(?=<)")


def settled(html: str) -> str:
    """Sanitised HTML in; out the same in one shape, each block on a line, without spaces and paragraphs for looks."""
    kept: list[str] = []

    def apart(figure: str) -> str:
        kept.append(figure)
        return f"<p>\0{len(kept) - 1}\0</p>"

    html = figures.settled(html, apart)
    html = _trimmed(_without_loose_text(_trimmed(_nested(html.replace("thead>", "tbody>")))))
    html = html.replace("</tbody><tbody>", "")  # as the editor has it
    html = _LINE.sub(r"\1\n", _ONLY_PARAGRAPH.sub(r"<\1>\2", html)).strip()
    return _APART.sub(lambda place: kept[int(place[1] or place[2])], html)


def _nested(html: str) -> str:
    """Lists that stand between the items of another, as Google Docs has them, moved into the items before them."""
    pieces = _LIST_TAG.split(html)  # text, slash, name, text, slash, name, …, text
    out, open_tags = [pieces[0]], [""]  # text, tag, text, tag, …, text
    for slash, name, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        tag = f"<{slash}{name}>"
        if slash:
            tag += "</li>" if open_tags.pop() == "moved" else ""
        elif name != "li" and open_tags[-1] in {"ul", "ol", "moved"}:
            if len(out) > 1 and out[-2].endswith("</li>") and not out[-1].strip():
                out[-2:] = [out[-2].removesuffix("</li>"), ""]
            else:
                tag = f"<li>{tag}"
            open_tags.append("moved")
        else:
            open_tags.append(name)
        out += [tag, text]
    return "".join(out)


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
