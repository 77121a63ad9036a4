from django.db import migrations

IMPLEMENTER = "Ministerstvo práce a sociálních věcí"
# What stood in templates and code as long as there was this one project.
WORDS = {
    "programme_short": "OPZ",
    "implementer_genitive": "Ministerstva práce a sociálních věcí",
    "implementer_ico": "00551023",
    "in_short": "pomáháme obcím zavádět sociální bydlení",
    "municipalities_help": (
        "Ministerstvo jim pomáhá vytvořit lokální koncepci sociálního bydlení a uvést ji do praxe."
    ),
    "taking_part_one": "s ministerstvem ověřuje sociální bydlení",
    "taking_part_many": "s ministerstvem ověřují sociální bydlení",
    "other_municipalities": "Zeptejte se nás, jestli můžete služby Kontaktního centra využít.",
    "lawful_basis": "Plníme úkol ve veřejném zájmu podle čl. 6 odst. 1 písm. e) nařízení (EU) 2016/679.",
}


def keep_words(apps, _schema_editor):
    """The row says what templates said; its former records too, so that a way back through its history loses none."""
    for name in ["Project", "HistoricalProject"]:
        apps.get_model("pages", name).objects.filter(implementer=IMPLEMENTER).update(**WORDS)


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0034_project_words'),
    ]

    operations = [
        migrations.RunPython(keep_words, migrations.RunPython.noop),
    ]
