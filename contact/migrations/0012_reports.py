import contact.incoming.rows
import django.core.validators
import pages.rows.promises
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0011_messages_to_senders"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outgoingmail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("notice", "upozornění centra"),
                    ("acknowledgement", "potvrzení žadateli"),
                    ("invitation", "pozvánka"),
                    ("cancellation", "zrušení schůzky"),
                    ("meeting", "schůzka do kalendáře centra"),
                    ("meeting-off", "zrušení v kalendáři centra"),
                    ("reminder", "připomínka ověření"),
                    ("report", "upozornění na hlášení"),
                ],
                max_length=15,
                verbose_name="co",
            ),
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=contact.incoming.rows.new_reference,
                        editable=False,
                        max_length=8,
                        unique=True,
                        verbose_name="číslo",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField(editable=False, verbose_name="přišlo")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wrong", "údaj neplatí"),
                            ("unclear", "nerozumím tomu"),
                            ("accessibility", "nejde mi to přečíst nebo ovládat"),
                            ("other", "něco jiného"),
                        ],
                        max_length=13,
                        verbose_name="co je špatně",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name="popis"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("page", models.CharField(blank=True, max_length=200, verbose_name="stránka")),
                ("version", models.PositiveIntegerField(null=True, verbose_name="verze textu")),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "nové"), ("in-progress", "řeší se"), ("closed", "vyřízené")],
                        default="new",
                        max_length=11,
                        verbose_name="stav",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Kdo hlášení poslal, ji neuvidí.", verbose_name="poznámka pro kolegy"
                    ),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="vyřízeno")),
            ],
            options={
                "verbose_name": "hlášení",
                "verbose_name_plural": "hlášení",
                "ordering": ["-created_at", "-id"],
                "indexes": [models.Index(fields=["state", "-created_at"], name="report_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(pages.rows.promises.HasUnseenSign("email"), _negated=True),
                        name="report_email_is_one_line",
                        violation_error_message="E-mail napište na jeden řádek a bez mezer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["wrong", "unclear", "accessibility", "other"])),
                        name="report_kind_is_known",
                        violation_error_message="Takové hlášení neznáme.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("page", ""),
                            models.Q(("page__startswith", "/"), models.Q(("page__startswith", "//"), _negated=True)),
                            _connector="OR",
                        ),
                        name="report_page_is_of_this_site",
                        violation_error_message="Stránka je na tomto webu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at", None)),
                            _connector="OR",
                        ),
                        name="report_closed_has_a_moment",
                        violation_error_message="Vyřízené hlášení musí mít okamžik vyřízení.",
                    ),
                ],
            },
        ),
    ]
