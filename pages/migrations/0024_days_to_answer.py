from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models


def days() -> Any:
    return models.PositiveSmallIntegerField(
        "odpovídáme do kolika dní",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="Do kdy odpovíte na podnět k přístupnosti, např. 15. Vyplňte, jen když to víte: čtenářům to slíbíme. "
        "Prázdné: nic neslíbíme.",
    )


class Migration(migrations.Migration):
    dependencies = [("pages", "0023_publication_requests")]

    operations = [
        migrations.AddField(model_name="accessibilitystatement", name="answer_days", field=days()),
        migrations.AddField(model_name="historicalaccessibilitystatement", name="answer_days", field=days()),
    ]
