from django.db import migrations

from pages.rows import fixed_page


def add_page(apps, schema_editor):
    alias = schema_editor.connection.alias
    fixed_page.add(apps, alias, "/kam-se-obratit/", "Kam se obrátit", before="/kontaktni-centrum/")


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0019_kept_forms"),
        ("redirects", "0002_alter_redirect_new_path_help_text"),
    ]
    operations = [migrations.RunPython(add_page, migrations.RunPython.noop)]
