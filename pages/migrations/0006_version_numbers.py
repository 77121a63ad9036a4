"""Apart from the numbering itself, because PostgreSQL changes no table in whose rows it has just written."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0005_versions_in_order'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='pageversion',
            constraint=models.UniqueConstraint(fields=('page', 'number'), name='page_version_number_is_given_once', violation_error_message='Tuto verzi už mezitím uložil někdo jiný.'),
        ),
    ]
