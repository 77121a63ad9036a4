"""The picture that networks and messengers show beside a link: a title above the roofs.

Everything but the words is what the site itself shows: the roofs of its pages, the icon of a phone's screen, its light
colours. Pure: words in, a PNG out; the files it draws with lie in this repository.
"""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630  # what networks show beside a link in full (Open Graph, 1.91 : 1)
LEFT, MARK, AFTER_MARK = 80, 72, 172
LETTERS, LINE, FIRST_BASELINE = 62, 76, 250
MOST_LINES = 3
COLOURS = 32  # enough for flat colours and the edges of letters

SMOOTH = 4  # roofs are drawn so many times larger and made smaller, which smooths their edges

# What the font is cut down to (scripts/card_font.py): Latin, Cyrillic, and the signs of Czech and English sentences.
_LETTERS = [(0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x148), (0x14A, 0x17F), (0x218, 0x21B), (0x400, 0x45F), (0x490, 0x491)]
_SIGNS = [(0x2010, 0x2015), (0x2018, 0x201E), *((sign, sign) for sign in map(ord, "•…‰€№−"))]
ALPHABET = frozenset(sign for first, last in _LETTERS + _SIGNS for sign in range(first, last + 1))

_FONT = Path(__file__).with_name("inter-display.otf")
_PATH = re.compile(r'<path class="(\w+)" d="([^"]+)"')
_COMMAND = re.compile(r"([MmHhVvlz])([^MmHhVvlz]*)")

Point = tuple[int, int]


class Words(NamedTuple):
    """What a card says: the title, the name of the site, and whose it is."""

    title: str
    name: str
    whose: str


class Look(NamedTuple):
    """What the site looks like: its roofs, an icon, and colours.

    Attributes:
        roofs: a template with an SVG of paths that have straight lines only.
        icon: a square PNG.
        inks: of the ground, the title and the quieter words.
        tints: by the classes of the roofs.
    """

    roofs: Path
    icon: Path
    inks: tuple[str, str, str]
    tints: tuple[tuple[str, str], ...]


def card(words: Words, look: Look) -> bytes:
    """The card as a PNG. A title longer than its lines ends in an ellipsis; signs that the font lacks are left out."""
    picture, (_, ink, quiet) = _ground(look).copy(), look.inks
    draw = ImageDraw.Draw(picture)
    draw.text((AFTER_MARK, 104), drawn(words.name), ink, _font(32), anchor="ls")
    draw.text((AFTER_MARK, 140), drawn(words.whose), quiet, _font(24), anchor="ls")
    for number, line in enumerate(lines(drawn(words.title))):
        draw.text((LEFT, FIRST_BASELINE + number * LINE), line, ink, _font(LETTERS), anchor="ls")
    file = BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def drawn(text: str) -> str:
    """The text as far as the font knows its signs."""
    return "".join(sign for sign in text if ord(sign) in ALPHABET)


def lines(title: str) -> list[str]:
    """The lines of a title, as few as it takes and of much the same length; never more than MOST_LINES."""
    most = WIDTH - 2 * LEFT
    found = _broken(title, most)
    if len(found) > MOST_LINES:
        return [*found[: MOST_LINES - 1], _cut(found[MOST_LINES - 1], most)]
    narrower = (_broken(title, width) for width in range(most // 2, most, 20))
    return next((each for each in narrower if len(each) == len(found)), found)


def _broken(title: str, width: int) -> list[str]:
    """The words in lines of that width; a word that is wider than a line goes on in the next one."""
    found: list[str] = []
    line = ""
    for word in title.split(" "):
        longer = f"{line} {word}" if line else word
        if _wide(longer) <= width:
            line = longer
            continue
        found += [line] if line else []
        line = word
        while _wide(line) > width:
            fits = next(number for number in range(len(line), 0, -1) if _wide(line[:number]) <= width)
            found.append(line[:fits])
            line = line[fits:]
    return [*found, line] if line else found


def _cut(line: str, width: int) -> str:
    while _wide(f"{line} …") > width:
        line = line[:-1]
    return f"{line.rstrip()} …"


def _wide(text: str) -> float:
    return _font(LETTERS).getlength(text)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size)


@cache
def _ground(look: Look) -> Image.Image:
    """All that every card has: the bar, the mark, the roofs."""
    ground, ink, _ = look.inks
    tints = dict(look.tints)
    picture = Image.new("RGB", (WIDTH, HEIGHT), ground)
    ImageDraw.Draw(picture).rectangle((0, 0, WIDTH, 11), ink)
    skyline = look.roofs.read_text(encoding="utf-8")
    sheet = Image.new("RGB", (WIDTH * SMOOTH, 130 * SMOOTH), ground)
    draw = ImageDraw.Draw(sheet)
    for name, path in _PATH.findall(skyline):
        for shape in shapes(path):
            draw.polygon([(x * SMOOTH, y * SMOOTH) for x, y in shape], tints[name])
    picture.paste(sheet.resize((WIDTH, 130), Image.Resampling.BOX), (0, HEIGHT - 130))
    corners = Image.new("L", (MARK * SMOOTH, MARK * SMOOTH))
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, *corners.size), MARK * SMOOTH // 5, 255)
    with Image.open(look.icon) as icon:
        picture.paste(icon.convert("RGB").resize((MARK, MARK)), (LEFT, MARK), corners.resize((MARK, MARK)))
    return picture


def shapes(path: str) -> Iterator[list[Point]]:
    """The closed shapes of an SVG path that has straight lines only, as their corners."""
    x = y = 0
    shape: list[Point] = []
    for command, written in _COMMAND.findall(path):
        numbers = [int(number) for number in re.findall(r"-?\d+", written)]
        if command == "z":
            yield shape
            x, y = shape[0]
            continue
        if command in "Mm":
            shape = []
        for dx, dy in _steps(command, numbers, x, y):
            x, y = x + dx, y + dy
            shape.append((x, y))


def _steps(command: str, numbers: list[int], x: int, y: int) -> list[Point]:
    if command in "Hh":
        return [(number - (x if command == "H" else 0), 0) for number in numbers]
    if command in "Vv":
        return [(0, number - (y if command == "V" else 0)) for number in numbers]
    if command == "M":
        return [(numbers[0] - x, numbers[1] - y)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))
