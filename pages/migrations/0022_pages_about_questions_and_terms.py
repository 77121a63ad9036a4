from django.db import migrations

from pages.rows import fixed_page


def add_pages(apps, schema_editor):
    alias = schema_editor.connection.alias
    fixed_page.add(apps, alias, "/otazky/", "Otázky a odpovědi", before=None)
    fixed_page.add(apps, alias, "/slovnik/", "Slovník", before=None)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0021_questions_and_terms"),
        ("redirects", "0002_alter_redirect_new_path_help_text"),
    ]
    operations = [migrations.RunPython(add_pages, migrations.RunPython.noop)]
