"""Let the database itself refuse changes to snapshots and signatures; checked again after every migrate."""

from django.db import migrations


def install(apps, schema_editor):
    from base import append_only

    append_only.install(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_circulars")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
