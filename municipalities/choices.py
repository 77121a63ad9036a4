"""What a municipality can be, where it can lie, and where its name can stand on the map."""

from django.db import models

from municipalities.map import Side


class Kind(models.TextChoices):
    """What a municipality is by §§ 1 to 4 of zákon č. 128/2000 Sb.; a district of Prague by zákon č. 131/2000 Sb."""

    STATUTORY_CITY = "statutarni-mesto", "statutární město"
    TOWN = "mesto", "město"
    MARKET_TOWN = "mestys", "městys"
    VILLAGE = "obec", "obec"
    CITY_DISTRICT = "mestska-cast", "městská část"


class Region(models.TextChoices):
    """The 14 regions by their NUTS 3 code."""

    PRAHA = "CZ010", "Hlavní město Praha"
    STREDOCESKY = "CZ020", "Středočeský kraj"
    JIHOCESKY = "CZ031", "Jihočeský kraj"
    PLZENSKY = "CZ032", "Plzeňský kraj"
    KARLOVARSKY = "CZ041", "Karlovarský kraj"
    USTECKY = "CZ042", "Ústecký kraj"
    LIBERECKY = "CZ051", "Liberecký kraj"
    KRALOVEHRADECKY = "CZ052", "Královéhradecký kraj"
    PARDUBICKY = "CZ053", "Pardubický kraj"
    VYSOCINA = "CZ063", "Kraj Vysočina"
    JIHOMORAVSKY = "CZ064", "Jihomoravský kraj"
    OLOMOUCKY = "CZ071", "Olomoucký kraj"
    ZLINSKY = "CZ072", "Zlínský kraj"
    MORAVSKOSLEZSKY = "CZ080", "Moravskoslezský kraj"


class LabelSide(models.TextChoices):
    """Where the name stands on the map, seen from its dot."""

    RIGHT = Side.RIGHT, "vpravo"
    LEFT = Side.LEFT, "vlevo"
    ABOVE = Side.ABOVE, "nahoře"
    BELOW = Side.BELOW, "dole"
