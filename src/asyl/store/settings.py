"""Django settings for tools (mypy, makemigrations). A register opened by asyl sets itself up: see opening.py."""

INSTALLED_APPS = ["asyl.store"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = "for tools only: nothing is signed with it"  # noqa: S105
