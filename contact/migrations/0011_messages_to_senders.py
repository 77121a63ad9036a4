import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contact", "0010_help")]

    operations = [
        migrations.AddField(
            model_name="meetingrequest",
            name="message",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                validators=[django.core.validators.MaxLengthValidator(500)],
                verbose_name="vzkaz žadateli",
            ),
        ),
        migrations.AddField(
            model_name="outgoingmail",
            name="message",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
    ]
