"""Links by which somebody without an account sees the whole site with everything that is not published yet."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Func, Q
from django.db.models.lookups import LessThanOrEqual

PREFIX = "/nahled/"
LASTS = timedelta(days=7)

_signer = Signer(sep=".", salt="preview link")


class Days(Func):
    """A moment as a number of days, by what each database has built in, so that any program can check it."""

    output_field = models.FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite's Julian days."""
        return self.as_sql(compiler, connection, template="julianday(%(expressions)s)", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL's seconds since 1970."""
        return self.as_sql(compiler, connection, template="(EXTRACT(EPOCH FROM %(expressions)s) / 86400)", **context)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """Links by whether they lead anywhere."""

    def open_at(self, moment: datetime) -> "PreviewLinkQuerySet":
        """The links that lead somewhere at `moment`."""
        return self.filter(withdrawn_at=None, expires_at__gt=moment)

    def by_token(self, token: str, moment: datetime) -> "PreviewLink | None":
        """The open link that the token in an address stands for; None for a forged, expired or withdrawn one."""
        try:
            key = int(_signer.unsign(token).partition("-")[0])
        except (BadSignature, ValueError):
            return None
        link = self.open_at(moment).filter(pk=key).first()
        return link if link is not None and link.token == token else None


class PreviewLink(models.Model):
    """One such link. Its token is signed and not stored, so that rows alone open nothing."""

    for_whom = models.CharField(
        "pro koho",
        max_length=100,
        blank=True,
        help_text="Podle toho odkaz v seznamu poznáte. Bez osobních údajů, např. právní oddělení.",
    )
    # Without a key in the database: the code of version 1.0 deletes pages and knows nothing of this column. A page that
    # is gone is none to whoever selects it with the link, so deleting one need not look here.
    page = models.ForeignKey(
        "pages.Page", models.DO_NOTHING, null=True, blank=True, db_constraint=False, verbose_name="otevře stránku"
    )
    created_at = models.DateTimeField("vytvořen", editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, verbose_name="vytvořil(a)"
    )
    expires_at = models.DateTimeField("platí do", editable=False)
    withdrawn_at = models.DateTimeField("zrušen", null=True, blank=True, editable=False)

    seen_at: datetime  # in the admin: the moment of the request

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "odkaz na náhled"
        verbose_name_plural = "odkazy na náhled"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="preview_link_lasts_30_days_at_most",
                condition=Q(LessThanOrEqual(Days("expires_at") - Days("created_at"), 30.0)),
                violation_error_message="Odkaz na náhled smí platit nejvýš 30 dní.",
            ),
        ]

    def __str__(self) -> str:
        return self.for_whom or "bez označení"

    @property
    def address(self) -> str:
        """The absolute address to send: of the page for which the link was made; whoever has it sees all drafts."""
        return f"{settings.SITE_URL}{PREFIX}{self.token}{self.page.address if self.page else '/'}"

    @property
    def token(self) -> str:
        """The part of the address that nobody can guess. With the moment, since a restored backup gives keys again."""
        return _signer.sign(f"{self.pk}-{self.created_at.timestamp():.6f}".replace(".", "-"))

    def is_open(self, moment: datetime) -> bool:
        """Whether the link leads somewhere at `moment`."""
        return self.expires_at > moment and self.withdrawn_at is None
