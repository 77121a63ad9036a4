"""What a municipality can be, where it can lie, and where its name can stand on the map."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.map import Side


class Kind(models.TextChoices):
    """What a municipality is by §§ 1 to 4 of zákon č. 128/2000 Sb.; a district of Prague by zákon č. 131/2000 Sb."""

    STATUTORY_CITY = "statutarni-mesto", _("statutární město")
    TOWN = "mesto", _("město")
    MARKET_TOWN = "mestys", _("městys")
    VILLAGE = "obec", _("obec")
    CITY_DISTRICT = "mestska-cast", _("městská část")


class LabelSide(models.TextChoices):
    """Where the name stands on the map, seen from its dot."""

    RIGHT = Side.RIGHT, "vpravo"
    LEFT = Side.LEFT, "vlevo"
    ABOVE = Side.ABOVE, "nahoře"
    BELOW = Side.BELOW, "dole"
