from django.db import migrations

from pages.rows import fixed_page


def add_page(apps, schema_editor):
    fixed_page.add(apps, schema_editor.connection.alias, "/akce/", "Akce", before=None)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0038_events"),
        ("redirects", "0002_alter_redirect_new_path_help_text"),
    ]
    operations = [migrations.RunPython(add_page, migrations.RunPython.noop)]
