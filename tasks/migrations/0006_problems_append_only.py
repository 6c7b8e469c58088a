"""Let the database itself refuse changes to the history of problems; checked again after every migrate."""

from django.db import migrations


def install(apps, schema_editor):
    from base import append_only

    append_only.install(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0005_problems")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
