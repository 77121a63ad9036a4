"""Cuts the font of the cards for sharing down to their alphabet: card_font.py InterDisplay-Medium.otf

Done once, so fonttools is no dependency of ours: `pip install fonttools` beside the packages of this project. The whole
font is of the Debian package fonts-inter; its licence, the SIL Open Font License 1.1, lies beside what comes out.
"""

import sys
from pathlib import Path

from fontTools import subset

sys.path.insert(0, str(Path(__file__).parents[1]))

from socialnibydleni.cards.drawing import ALPHABET

CUT = Path(__file__).parents[1] / "socialnibydleni" / "cards" / "inter-display.otf"


def main(whole: str) -> None:
    """Write the cut font in its place in the house; its names, with the licence and whose it is, stay."""
    options = subset.Options(layout_features=["kern"], name_IDs=["*"], hinting=False)
    font = subset.load_font(whole, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=ALPHABET)
    cutter.subset(font)
    subset.save_font(font, str(CUT), options)


if __name__ == "__main__":
    main(*sys.argv[1:])
