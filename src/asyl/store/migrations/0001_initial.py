import django.db.models.deletion
from django.db import migrations, models

import asyl.store.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by", asyl.store.fields.ExactTextField()),
                ("what", models.CharField(max_length=32)),
                ("subject", asyl.store.fields.ExactTextField()),
                ("why", asyl.store.fields.ExactTextField(blank=True)),
                ("detail", models.TextField(default="[]")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Indexed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.CharField(max_length=65, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                ("kind", models.CharField(max_length=16)),
                ("about", models.TextField()),
                ("about_key", models.CharField(db_index=True, max_length=64)),
                ("by", asyl.store.fields.ExactTextField()),
                ("at", models.DateTimeField()),
                ("why", asyl.store.fields.ExactTextField(blank=True)),
                ("retracted", models.DateTimeField(null=True)),
                ("retracted_by", asyl.store.fields.ExactTextField(null=True)),
                ("retracted_why", asyl.store.fields.ExactTextField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField(unique=True)),
                ("value", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.CharField(max_length=65, unique=True)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("blob", models.CharField(max_length=80, unique=True)),
                ("sealed_as", models.CharField(max_length=16)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("received", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="State",
            fields=[
                ("name", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("value", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shingle", models.BigIntegerField(db_index=True)),
                ("position", models.IntegerField()),
                (
                    "indexed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.indexed"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reading",
                        serialize=False,
                        to="store.source",
                    ),
                ),
                ("text", asyl.store.fields.ExactTextField()),
                ("head", models.TextField()),
                ("read_by", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField(unique=True)),
                ("value", models.TextField()),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.source"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SourcePath",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", asyl.store.fields.ExactTextField()),
                ("place", asyl.store.fields.ExactTextField()),
                ("place_key", models.CharField(db_index=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="store.source",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seen", to="store.source"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "places of sources",
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField()),
                ("value", models.TextField()),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.source"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("source", "position"), name="mention_once")],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField()),
                ("claim", models.CharField(db_index=True, max_length=40)),
                ("value", models.TextField()),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.source"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("source", "position"), name="claim_once")],
            },
        ),
    ]
