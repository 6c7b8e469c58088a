from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pilots", "0002_contact"),
    ]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="map_column",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="column on the map"),
        ),
        migrations.AddField(
            model_name="unit",
            name="map_row",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="row on the map"),
        ),
    ]
