"""The regions of Czechia, in which municipalities lie and somebody helps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.TextChoices):
    """The 14 regions by their NUTS 3 code."""

    PRAHA = "CZ010", _("Hlavní město Praha")
    STREDOCESKY = "CZ020", _("Středočeský kraj")
    JIHOCESKY = "CZ031", _("Jihočeský kraj")
    PLZENSKY = "CZ032", _("Plzeňský kraj")
    KARLOVARSKY = "CZ041", _("Karlovarský kraj")
    USTECKY = "CZ042", _("Ústecký kraj")
    LIBERECKY = "CZ051", _("Liberecký kraj")
    KRALOVEHRADECKY = "CZ052", _("Královéhradecký kraj")
    PARDUBICKY = "CZ053", _("Pardubický kraj")
    VYSOCINA = "CZ063", _("Kraj Vysočina")
    JIHOMORAVSKY = "CZ064", _("Jihomoravský kraj")
    OLOMOUCKY = "CZ071", _("Olomoucký kraj")
    ZLINSKY = "CZ072", _("Zlínský kraj")
    MORAVSKOSLEZSKY = "CZ080", _("Moravskoslezský kraj")

    @property
    def locative(self) -> str:
        """Where, with its preposition: „v Ústeckém kraji“."""
        return _LOCATIVES[self]


# Internetová jazyková příručka ÚJČ: „ve“ before consonants of which the first is s or z.
_LOCATIVES = {
    Region.PRAHA: "v hlavním městě Praze",
    Region.STREDOCESKY: "ve Středočeském kraji",
    Region.JIHOCESKY: "v Jihočeském kraji",
    Region.PLZENSKY: "v Plzeňském kraji",
    Region.KARLOVARSKY: "v Karlovarském kraji",
    Region.USTECKY: "v Ústeckém kraji",
    Region.LIBERECKY: "v Libereckém kraji",
    Region.KRALOVEHRADECKY: "v Královéhradeckém kraji",
    Region.PARDUBICKY: "v Pardubickém kraji",
    Region.VYSOCINA: "v Kraji Vysočina",
    Region.JIHOMORAVSKY: "v Jihomoravském kraji",
    Region.OLOMOUCKY: "v Olomouckém kraji",
    Region.ZLINSKY: "ve Zlínském kraji",
    Region.MORAVSKOSLEZSKY: "v Moravskoslezském kraji",
}
