"""That a text still holds: a row for each time somebody read it again; the text itself never changes by that."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from pages.prose.versions import PageVersion


class TextVerification(models.Model):
    """That somebody held a version against reality at a moment, and it was still right."""

    version = models.ForeignKey(PageVersion, models.CASCADE, verbose_name="verze", related_name="verifications")
    verified_at = models.DateTimeField("ověřeno", default=timezone.now)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="kdo"
    )

    class Meta:
        verbose_name = "ověření textu"
        verbose_name_plural = "ověření textů"
        ordering = ["-verified_at", "-id"]

    def __str__(self) -> str:
        return f"{self.version}: {self.verified_at}"
