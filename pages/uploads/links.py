"""Where a link in a document may lead: to the web, to a mailbox, to a telephone, or elsewhere in the document."""

import re

from pages.uploads.kinds import RefusedError

_BLANK = "".join(map(chr, range(0x21)))  # programs leave these out before they look at the scheme
_PUBLIC = re.compile(r"https?://|mailto:|tel:|www\.|#", re.IGNORECASE)


def check(target: str) -> None:
    """Refuse a link that leads to a file, a share or a program instead of the web; an empty one leads nowhere.

    Raises:
        RefusedError: with a Czech sentence that names the link.
    """
    target = target.strip(_BLANK)
    if target and not _PUBLIC.match(target):
        shown = re.sub(r"[\x00-\x1f]", "", target[:40])
        raise RefusedError(
            f"Odkaz v dokumentu nevede na web, ale na „{shown}“. Nechte jen odkazy, které začínají https:// nebo"
            " mailto:, a uložte dokument znovu."
        )
