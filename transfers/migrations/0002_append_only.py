"""Let the database itself refuse changes to the ledgers; checked again after every migrate."""

from django.db import migrations


def install(apps, schema_editor):
    from base import append_only

    append_only.install(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("transfers", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
