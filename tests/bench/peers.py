"""What is measured, as applications for uvicorn: our own, and the peers beside it on the same rows."""

import os
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ.get("BENCH_FOLDER", "."))
DJANGO_ROWS = """{% for row in rows %}<tr><td class="tick"><input type="checkbox" name="ids" value="{{ row.id }}" form="bulk" aria-label="Välj {{ row.name }}"></td><th scope="row"><a href="/organisations/{{ row.id }}">{{ row.name }}</a></th><td data-label="Typ">{{ row.kind }}</td><td data-label="Ort">{{ row.town }}</td><td data-label="Kommun">{{ row.municipality }}</td><td data-label="Bransch">{{ row.trade }}</td><td data-label="Storlek">{{ row.size_class }}</td><td data-label="Exporterar i dag">{{ row.exports|yesno:"Ja,Nej," }}</td><td data-label="Senaste kontakt">{{ row.last_contact|date:"D j M" }}</td></tr>
{% endfor %}"""
COLUMNS = ("kind", "town", "municipality", "trade", "size_class", "exports", "last_contact")


def ours() -> Any:
    """The whole web application: sessions, permissions, policy, metrics and logs on."""
    from utblick import log
    from utblick.platform import assemble
    from utblick.settings import Settings
    from utblick.starting import settle
    from utblick.web.app import build_app

    plugins = tuple(os.environ.get("BENCH_PLUGINS", "").split())
    settings = Settings(plugins=plugins, data_folder=FOLDER, strict=True, environment="production")
    if os.environ.get("BENCH_DATABASE"):
        database = settings.database.model_copy(update={"url": os.environ["BENCH_DATABASE"]})
        settings = settings.model_copy(update={"database": database})
    log.configure(settings)
    return build_app(assemble(settings), on_startup=[settle])  # as the platform's own server does


def plain() -> Any:
    """The limit: what Litestar gives for a text of two letters."""
    from litestar import Litestar, get

    @get("/", sync_to_thread=False, media_type="text/plain")
    def hello() -> str:
        return "ok"

    return Litestar([hello], openapi_config=None, logging_config=None)


def datasette() -> Any:
    """Datasette on the very file, without its facet suggestions."""
    from datasette.app import Datasette

    settings = {"suggest_facets": False, "default_page_size": 50, "sql_time_limit_ms": 60_000}
    return Datasette([str(FOLDER / "utblick.db")], settings=settings).app()


def django() -> Any:
    """A page written by hand in Django: login, database sessions, the same frame and the same fifty rows."""
    configure_django()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def configure_django() -> None:
    import django as framework
    from django.conf import settings

    sqlite = {"ENGINE": "django.db.backends.sqlite3", "CONN_MAX_AGE": None}
    settings.configure(
        SECRET_KEY="bench",
        DEBUG=False,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="django_page",
        LANGUAGE_CODE="sv",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        DATABASES={
            "default": {**sqlite, "NAME": str(FOLDER / "django.db")},
            "register": {**sqlite, "NAME": str(FOLDER / "utblick.db")},
        },
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [str(FOLDER)]}],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    framework.setup()


def django_cookie() -> str:
    """Make Django's own tables and a signed-in user; returns the session cookie."""
    configure_django()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    user = User.objects.create_user("bench", password="bench")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"
