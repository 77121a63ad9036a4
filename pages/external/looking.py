"""The look around that housekeeping takes: which addresses, in which order, and what is written down of them."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from pages.external.addresses import canonical
from pages.external.asking import Outside
from pages.external.rows import ExternalAddress, ExternalRound
from pages.external.verdict import Look, after, believed, needs_proof
from pages.prose import linking

LONGEST_ROUND = 90.0  # seconds after which no further address is begun; the rest comes at the next run
MOST_PROOFS = 3  # addresses that answered before, asked once more where else nobody does


def look_around(moment: datetime, outside: Outside | None = None) -> int | str:
    """Look at the addresses outside that are due at an aware moment; return at how many, or why at none.

    Where it is switched off, what was found out before is forgotten.
    """
    if not settings.CHECK_LINKS:
        ExternalAddress.objects.all().delete()
        return "switched off"
    if not ExternalRound.objects.begin(moment):
        return "another process is at it"
    try:
        _follow_texts(moment)
        return _look(moment, outside or Outside(f"kontrola-odkazu/1.0 (+{settings.SITE_URL}/)"))
    finally:
        ExternalRound.objects.end(moment)


def _follow_texts(moment: datetime) -> None:
    """Have a row for each address that readers are led to, and none for any other."""
    named = {address for link in linking.outward(moment) if (address := canonical(link.href))}
    known = set(ExternalAddress.objects.values_list("address", flat=True))
    ExternalAddress.objects.filter(address__in=known - named).delete()
    new = [ExternalAddress(address=address) for address in sorted(named - known)]
    ExternalAddress.objects.bulk_create(new, ignore_conflicts=True)


def _look(moment: datetime, outside: Outside) -> int:
    ends = outside.clock() + LONGEST_ROUND
    looks: list[tuple[ExternalAddress, Look]] = []
    for row in ExternalAddress.objects.due(moment):
        if outside.clock() >= ends:
            break
        looks.append((row, outside.look(row.address)))
    seen = [look for _, look in looks]
    proofs = _proofs([row.pk for row, _ in looks], outside) if needs_proof(seen) else []
    today = timezone.localdate(moment)
    for (row, _), look in zip(looks, believed(seen, [*seen, *proofs]), strict=True):
        known = {"looked_at": moment, **after(row.state, look, today)._asdict()}
        if look.answers:
            known["answered_at"] = moment
        ExternalAddress.objects.filter(pk=row.pk).update(**known)
    return len(looks)


def _proofs(but: list[int], outside: Outside) -> list[Look]:
    """That there is a way out at all: what answered before is asked until something does."""
    looks: list[Look] = []
    for row in ExternalAddress.objects.answering().exclude(pk__in=but)[:MOST_PROOFS]:
        looks.append(outside.look(row.address))
        if looks[-1].secured:
            break
    return looks
