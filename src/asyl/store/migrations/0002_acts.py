"""The log becomes a chain; judgements know what they concern; members, keys, sealed values and tombstones."""

import json
from hashlib import sha256
from secrets import token_hex

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import asyl.store.fields
from asyl.store.chain import START, Line, link, why_digest

_ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def drop_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The old triggers know no exceptions; the new ones are put in place after the migration (guards.py)."""
    vendor = schema_editor.connection.vendor
    for table in ("source", "sourcepath", "judgement", "act"):
        for verb in ("delete", "update"):
            name = f"store_{table}_no_{verb}"
            if vendor == "sqlite":
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON store_{table}")


def chain_the_log(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    acts = apps.get_model("store", "Act").objects.using(alias)
    before, number = START, 0
    for row in acts.order_by("pk").iterator():
        number += 1
        salt = token_hex(16) if row.why else ""
        digest = why_digest(salt, row.why)
        line = Line(number, row.at, row.by, row.what, row.subject, row.why, salt, digest, row.detail, "")
        before = link(before, line)
        acts.filter(pk=row.pk).update(number=number, salt=salt, why_digest=digest, chain=before)
    if number:
        states = apps.get_model("store", "State").objects.using(alias)
        states.update_or_create(name="log", defaults={"value": f"{number} {before}"})


def note_concerns(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    concerns = apps.get_model("store", "Concern").objects.using(alias)
    judgements = apps.get_model("store", "Judgement").objects.using(alias)
    for row in list(judgements.all()):
        about = json.loads(row.about)
        if row.kind == "amend":
            # What is amended is not part of what it is about.
            thing = json.dumps({**about, "amended": []}, separators=(",", ":"))
            judgements.filter(pk=row.pk).update(about_key=sha256(thing.encode("ascii")).hexdigest())
        sides = about if isinstance(about, list) else [about]
        for digest in dict.fromkeys(side["digest"] for side in sides):
            concerns.create(judgement_id=row.pk, key=digest)


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]

    operations = [
        migrations.RunPython(drop_guards, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Settled",
            fields=[
                ("scope", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("revision", models.CharField(max_length=200)),
                ("keys", models.TextField(default="[]")),
            ],
        ),
        migrations.CreateModel(
            name="SealedValue",
            fields=[
                _ID,
                ("name", models.CharField(max_length=40, unique=True)),
                ("case", models.CharField(db_index=True, max_length=40)),
                ("field", models.CharField(max_length=24)),
                ("version", models.IntegerField()),
                ("words", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                _ID,
                ("name", models.CharField(max_length=40, unique=True)),
                ("what", models.CharField(max_length=16)),
                ("subject", models.CharField(db_index=True, max_length=80)),
                ("at", models.DateTimeField()),
                ("by", asyl.store.fields.ExactTextField()),
                ("why", asyl.store.fields.ExactTextField()),
                ("signer", models.CharField(max_length=128)),
                ("signature", models.CharField(max_length=128)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                _ID,
                ("name", models.CharField(max_length=64, unique=True)),
                ("public", models.CharField(max_length=128)),
                ("secret", models.TextField()),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="CaseKey",
            fields=[
                _ID,
                ("case", models.CharField(db_index=True, max_length=40)),
                ("field", models.CharField(max_length=24)),
                ("version", models.IntegerField()),
                ("wrapped", models.TextField()),
                (
                    "member",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.member"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "field", "version", "member"), name="wrapped_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                _ID,
                ("key", models.CharField(db_index=True, max_length=64)),
                (
                    "judgement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="concerns", to="store.judgement"
                    ),
                ),
            ],
        ),
        migrations.AddField("judgement", "cases", models.TextField(default="[]")),
        migrations.AddField("sourcepath", "case", models.CharField(default="", max_length=40)),
        migrations.AddField("sourcepath", "by", asyl.store.fields.ExactTextField(default="")),
        migrations.AddField("act", "number", models.BigIntegerField(null=True)),
        migrations.AddField("act", "chain", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.AddField("act", "salt", models.CharField(blank=True, default="", max_length=32), False),
        migrations.AddField("act", "why_digest", models.CharField(blank=True, default="", max_length=64), False),
        migrations.RunPython(chain_the_log, migrations.RunPython.noop),
        migrations.RunPython(note_concerns, migrations.RunPython.noop),
        migrations.AlterField("act", "number", models.BigIntegerField(unique=True)),
        migrations.AddIndex("act", models.Index(fields=["what", "number"], name="newest_act")),
        migrations.AddField("link", "scope", models.CharField(db_index=True, default="", max_length=16)),
        migrations.AlterField("link", "position", models.IntegerField()),
        migrations.AddConstraint("link", models.UniqueConstraint(fields=("scope", "position"), name="link_once")),
        migrations.AddField("proposal", "scope", models.CharField(db_index=True, default="", max_length=16)),
        migrations.AlterField("proposal", "position", models.IntegerField()),
        migrations.AddConstraint(
            "proposal", models.UniqueConstraint(fields=("scope", "position"), name="proposal_once")
        ),
    ]
