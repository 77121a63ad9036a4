"""The pilot municipalities, with what registers say about them."""

from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import override
from simple_history.models import HistoricalRecords

from municipalities.choices import Kind, LabelSide
from municipalities.map import LATITUDES, LONGITUDES, Place, Side, project
from pages.facts import review
from pages.facts.regions import Region
from pages.languages.languages import CZECH
from pages.models import Document, Page, Source, Sourced, Verifiable, verifier
from pages.registry import Town
from pages.rows.promises import web_addresses
from pages.words.alphabet import KEY_LENGTH, sort_key


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Municipalities as readers see them."""

    def published(self) -> "MunicipalityQuerySet":
        """Those that readers see."""
        return self.filter(is_published=True)

    def hidden(self) -> "MunicipalityQuerySet":
        """Those that readers saw and no longer see, by their history."""
        once = Municipality.history.filter(is_published=True).values("id")
        return self.filter(is_published=False, pk__in=once)

    def directory(self) -> "list[Municipality]":
        """All published ones in Czech alphabetical order, each with its neighbours there: `previous` and `next`.

        And with `count`, how many they are, `has_city_districts`, whether some of them are no municipalities of their
        own, and `of_region`, the others of its region; everything that a page about any of them needs, in one query.
        """
        rows = list(self.published().select_related("source", "register", "text__parent__parent"))
        has_city_districts = any(row.is_city_district for row in rows)
        for previous, row, following in zip([None, *rows], rows, [*rows[1:], None], strict=False):
            row.previous, row.next, row.count = previous, following, len(rows)
            row.has_city_districts = has_city_districts
            row.of_region = [other for other in rows if other.region == row.region and other is not row]
        return rows


class Municipality(Sourced):
    """A municipality of the pilot; `source` is where its participation is said, `register` where its population is."""

    VERIFIABLE = {
        "verified": Verifiable(
            "údaje o účasti v projektu",
            review.MONTHS,
            ("name", "kind", "region", "district", "orp", "concept_title", "concept_url", "concept_approved_on"),
        ),
        "website_verified": Verifiable("web obce", review.MONTHS, ("website",)),
    }

    # Set by directory().
    previous: "Municipality | None"
    next: "Municipality | None"
    count: int
    has_city_districts: bool
    of_region: "list[Municipality]"

    name = models.CharField("název", max_length=60, unique=True, help_text="Úřední název, např. Jindřichův Hradec.")
    slug = models.SlugField(
        "konec adresy stránky",
        max_length=60,
        unique=True,
        blank=True,
        help_text="Část adresy za /obce/, např. jindrichuv-hradec. Prázdný: vznikne z názvu. Už se nezmění.",
    )
    sort_key = models.CharField(max_length=KEY_LENGTH, blank=True, editable=False)
    kind = models.CharField(
        "druh",
        max_length=20,
        choices=Kind,
        default=Kind.VILLAGE,
        help_text="Např. město. U Prahy 7 vyberte městskou část.",
    )
    region = models.CharField("kraj", max_length=5, choices=Region, help_text="Např. Jihočeský kraj.")
    district = models.CharField("okres", max_length=60, blank=True, help_text="Např. Přerov. U Prahy nechte prázdný.")
    orp = models.CharField(
        "obec s rozšířenou působností", max_length=60, help_text="Do jejího obvodu obec patří, např. Tanvald."
    )
    is_published = models.BooleanField(
        "ukázat na webu", default=True, help_text="Odškrtnutá obec zmizí ze seznamu i z úvodní stránky."
    )
    text = models.OneToOneField(
        Page,
        models.PROTECT,
        verbose_name="text",
        related_name="municipality",
        editable=False,
        null=True,
        blank=True,
    )

    website = models.URLField("web obce", blank=True, help_text="Např. https://www.jh.cz/")
    website_verified_on = models.DateField(
        "web ověřen dne",
        null=True,
        blank=True,
        help_text="Dokud web nikdo neověří, odkaz na něj se neukáže.",
    )
    website_verified_by = verifier("web ověřil(a)")

    concept_title = models.CharField(
        "název lokální koncepce",
        max_length=200,
        blank=True,
        help_text="Úplný název podle dokumentu. Koncepci, kterou neznáme, na stránce obce neukážeme.",
    )
    concept_url = models.URLField("odkaz na koncepci", blank=True, help_text="Kde si ji může přečíst každý.")
    concept_approved_on = models.DateField(
        "koncepce schválena dne", null=True, blank=True, help_text="Např. 16. 5. 2018."
    )

    documents = models.ManyToManyField(
        Document,
        verbose_name="dokumenty",
        related_name="municipalities",
        blank=True,
        help_text="Dokumenty, které se týkají obce. Na její stránce se ukážou, jakmile jsou zveřejněné.",
    )

    news = models.ManyToManyField(
        Page,
        verbose_name="aktuality a akce",
        related_name="+",
        blank=True,
        limit_choices_to={"kind__in": [Page.Kind.NEWS, Page.Kind.EVENT]},
        help_text="Aktuality a akce, které se týkají obce. Na její stránce se ukážou, jakmile jsou zveřejněné.",
    )

    locative = models.CharField(
        "kde (6. pád s předložkou)", max_length=80, blank=True, help_text="Např. v Jindřichově Hradci."
    )
    genitive = models.CharField("koho, čeho (2. pád)", max_length=80, blank=True, help_text="Např. Jindřichova Hradce.")

    lau2_code = models.CharField(
        "kód obce",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{6}$", "Kód má právě šest číslic.")],
        help_text="Kód LAU 2 podle ČSÚ, např. 545881. U městské části její kód v RÚIAN.",
    )
    lau1_code = models.CharField(
        "kód okresu",
        max_length=6,
        validators=[RegexValidator(r"^CZ0\d[0-9A-F]{2}$", "Kód okresu vypadá takto: CZ0313.")],
        help_text="Kód LAU 1 podle ČSÚ, např. CZ0313.",
    )
    company_number = models.CharField(
        "IČO",
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", "IČO má právě osm číslic.")],
        help_text="Např. 00246875.",
    )
    latitude = models.FloatField(
        "zeměpisná šířka",
        null=True,
        blank=True,
        validators=[MinValueValidator(LATITUDES[0]), MaxValueValidator(LATITUDES[1])],
        help_text="Ve stupních, např. 49,14458. V Česku je mezi 48,5 a 51,1.",
    )
    longitude = models.FloatField(
        "zeměpisná délka",
        null=True,
        blank=True,
        validators=[MinValueValidator(LONGITUDES[0]), MaxValueValidator(LONGITUDES[1])],
        help_text="Ve stupních, např. 15,00624. V Česku je mezi 12,0 a 18,9.",
    )
    label_side = models.CharField(
        "popisek na mapě",
        max_length=5,
        choices=LabelSide,
        default=LabelSide.RIGHT,
        help_text="Na které straně tečky stojí název. Když se kryje s jiným, zkuste jinou.",
    )
    population = models.PositiveIntegerField("počet obyvatel", null=True, blank=True, help_text="Např. 21169.")
    population_on = models.DateField("počet obyvatel ke dni", null=True, blank=True, help_text="Např. 31. 12. 2020.")
    register = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="zdroj počtu obyvatel",
        related_name="+",
        help_text="Např. Věková struktura obyvatel 2020.",
    )
    codes_source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="zdroj kódů",
        related_name="+",
        help_text="Např. Územně identifikační registr ČR. Prázdný: otevřená data zdroj kódů neuvedou.",
    )

    objects = MunicipalityQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta:
        verbose_name = "obec"
        verbose_name_plural = "obce"
        ordering = ["sort_key"]
        constraints = [
            web_addresses("municipality_addresses_are_of_the_web", "website", "concept_url"),
            models.CheckConstraint(
                name="municipality_kind_is_known",
                condition=Q(kind__in=Kind.values),
                violation_error_message="Tento druh obce neznáme.",
            ),
            models.CheckConstraint(
                name="municipality_region_is_known",
                condition=Q(region__in=Region.values),
                violation_error_message="Tento kraj neznáme.",
            ),
            models.CheckConstraint(
                name="municipality_lies_in_czechia",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False)  # a comparison with NULL alone would pass
                & Q(latitude__range=LATITUDES, longitude__range=LONGITUDES),
                violation_error_message="Doplňte obě souřadnice, a to v Česku. Nemáte je prohozené?",
            ),
            models.CheckConstraint(
                name="municipality_label_side_is_known",
                condition=Q(label_side__in=LabelSide.values),
                violation_error_message="Tuto stranu popisku neznáme.",
            ),
            models.CheckConstraint(
                name="municipality_concept_has_a_title",
                condition=Q(concept_url="", concept_approved_on=None) | ~Q(concept_title=""),
                violation_error_message="K odkazu nebo dni schválení doplňte název koncepce.",
            ),
            models.CheckConstraint(
                name="municipality_population_has_a_date",
                condition=Q(population=None) | Q(population_on__isnull=False),
                violation_error_message="K počtu obyvatel doplňte den, ke kterému platí.",
            ),
            models.CheckConstraint(
                name="municipality_verified_website_exists",
                condition=Q(website_verified_on=None) | ~Q(website=""),
                violation_error_message="Ověřit jde jen vyplněnou adresu webu.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The path of its page in Czech; it lasts, because the slug never changes."""
        return _address(self.slug)

    # As Django's own, which would translate every choice each time it is asked for one.
    def get_kind_display(self):  # type: ignore[no-redef]  # Django makes it only where there is none
        """What kind of municipality it is, in the active language."""
        return str(Kind(self.kind).label)

    def get_region_display(self):  # type: ignore[no-redef]  # likewise
        """The name of its region, in the active language."""
        return str(Region(self.region).label)

    def clean(self):
        """Makes the slug of the name where none was typed.

        Raises:
            ValidationError: nothing of the name could stand in an address.
        """
        self.slug = self.slug or slugify(self.name)
        if not self.slug:
            raise ValidationError({"slug": "Z tohoto názvu adresa nevznikne, napište ji. Např. jindrichuv-hradec."})

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Also makes the sort key and, once, the page for the text, in the same transaction."""
        self.sort_key = sort_key(self.name)
        if self.text is None:
            self.text = Page.objects.create(
                address=self.get_absolute_url(),
                kind=Page.Kind.MUNICIPALITY,
                parent=Page.objects.filter(address=reverse("municipalities:list")).first(),
                menu_title=self.name,
            )
        super().save(*args, **kwargs)

    def was_published(self) -> bool:
        """Whether readers see the stored row or saw it before."""
        same = Municipality.objects.filter(pk=self.pk)
        return same.published().exists() or same.hidden().exists()

    @property
    def is_city_district(self) -> bool:
        """Whether it is a district of Prague (zákon č. 131/2000 Sb.); those have codes of another kind."""
        return self.kind == Kind.CITY_DISTRICT

    @property
    def place(self) -> Place | None:
        """The dot on the map and its label; None without coordinates."""
        if self.latitude is None or self.longitude is None:
            return None
        return Place(self.name, *project(self.longitude, self.latitude), Side(self.label_side))

    @property
    def region_locative(self) -> str:
        """Where its region is: „v Ústeckém kraji“."""
        return Region(self.region).locative

    @property
    def as_town(self) -> Town:
        """What the other apps may know of it."""
        return Town(self.name, self.orp, self.region, self.locative, self.is_city_district)

    @property
    def verified_website(self) -> str:
        """The municipality's own web address once somebody opened it; until then empty."""
        return self.website if self.website_verified_on else ""

    @property
    def known_in_detail_on(self) -> date:
        """As `known_on`, of all that its own page says: with the day of its population, and of its web site."""
        counted_on = self.register.dated_on if self.register and self.population else None
        return max(filter(None, [self.known_on, self.website_verified_on, counted_on]))


@lru_cache(maxsize=256)  # each list and map links to all of them
def _address(slug: str) -> str:
    with override(CZECH.code):
        return reverse("municipalities:detail", args=[slug])
