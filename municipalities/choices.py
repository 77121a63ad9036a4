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


class LabelSide(models.TextChoices):
    """Where the name stands on the map, seen from its dot."""

    RIGHT = Side.RIGHT, "vpravo"
    LEFT = Side.LEFT, "vlevo"
    ABOVE = Side.ABOVE, "nahoře"
    BELOW = Side.BELOW, "dole"
