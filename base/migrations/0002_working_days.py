"""Seed the statutory calendar: days that differ from Monday to Friday, 2019-2026."""

from django.db import migrations


def seed(apps, schema_editor):
    from base import workdays

    if schema_editor.connection.alias == "default":
        workdays.seed()


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
