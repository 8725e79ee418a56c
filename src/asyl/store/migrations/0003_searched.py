"""Readings get a column to be found by."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from asyl.store.search import searched


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    readings = apps.get_model("store", "Reading").objects.using(schema_editor.connection.alias)
    for row in readings.only("pk", "text").iterator(chunk_size=200):
        readings.filter(pk=row.pk).update(searched=searched(row.text))


class Migration(migrations.Migration):
    dependencies = [("store", "0002_acts")]

    operations = [
        migrations.AddField("reading", "searched", models.TextField(default="")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
