from django.db import migrations

# Rows loaded before labels had sides; load_content never touches them again. The other pilot municipalities stay right.
SIDES = {
    "chomutov": "left",
    "jindrichuv-hradec": "above",
    "kadan": "below",
    "krizanky": "left",
    "ostrava": "left",
    "otrokovice": "above",
    "praha-7": "left",
    "velke-hamry": "left",
}


def turn_labels(apps, schema_editor):
    municipalities = apps.get_model("municipalities", "Municipality").objects.using(schema_editor.connection.alias)
    for slug, side in SIDES.items():
        municipalities.filter(slug=slug).update(label_side=side)


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0002_label_sides_and_concepts")]
    operations = [migrations.RunPython(turn_labels, migrations.RunPython.noop)]
