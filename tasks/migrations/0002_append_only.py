"""Let the database itself refuse changes to the ledger; checked again after every migrate."""

from django.db import migrations


def install(apps, schema_editor):
    from base import append_only

    append_only.install(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_initial"), ("base", "0002_working_days")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
