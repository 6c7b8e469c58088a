"""Keep the writer's unit with each fact; of what was written before, the unit the writer belongs to now."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

FACTS = ("agreement", "department", "establishment", "item", "staffcount", "staffmember", "trainingsession")


def fill(apps, schema_editor):
    from base import append_only

    officers = apps.get_model("pilots", "Officer").objects.filter(pk=OuterRef("by"))
    for name in FACTS:
        model = apps.get_model("transfers", name)
        _let_change(schema_editor, model._meta.db_table)
        model.objects.filter(by__isnull=False).update(by_unit=Subquery(officers.values("unit")[:1]))
    # PostgreSQL makes no index and no trigger on a table of which references are still to be checked.
    schema_editor.connection.check_constraints()
    append_only.install(schema_editor.connection.alias)


def _let_change(schema_editor, table):
    """Superseded versions are filled too, which the guard of the table would refuse."""
    on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS append_only_{table}_update{on}")


def _added(name):
    field = models.ForeignKey(
        editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pilots.unit"
    )
    return migrations.AddField(model_name=name, name="by_unit", field=field)


class Migration(migrations.Migration):
    dependencies = [("pilots", "0003_map_places"), ("transfers", "0002_append_only")]
    operations = [*map(_added, FACTS), migrations.RunPython(fill, migrations.RunPython.noop)]
