"""The full-text index beside the table `core_search`: FTS5 on SQLite, tsvector on PostgreSQL."""

from sqlalchemy import Connection


def create(connection: Connection) -> None:
    """Make the index and the triggers that keep it in step with the table."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Take the index and its triggers away; the table stays."""
    if connection.dialect.name == "sqlite":
        for name in ("insert", "delete", "update"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS core_search_fts_{name}")
        for name in ("core_search_fts_vocab", "core_search_fts"):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        return
    connection.exec_driver_sql("DROP TRIGGER IF EXISTS core_search_fts_keep ON core_search")
    connection.exec_driver_sql("DROP FUNCTION IF EXISTS core_search_fts_keep()")
    connection.exec_driver_sql("DROP TABLE IF EXISTS core_search_fts")


_OLD = (
    "INSERT INTO core_search_fts (core_search_fts, rowid, scope, title_key, body) "
    "VALUES ('delete', old.seq, old.scope, old.title_key, old.body);"
)
_NEW = (
    "INSERT INTO core_search_fts (rowid, scope, title_key, body) "
    "VALUES (new.seq, new.scope, new.title_key, new.body);"
)
_SQLITE = (
    """CREATE VIRTUAL TABLE core_search_fts USING fts5(
        scope, title_key, body, content='core_search', content_rowid='seq',
        tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')""",
    "CREATE VIRTUAL TABLE core_search_fts_vocab USING fts5vocab(core_search_fts, instance)",
    f"CREATE TRIGGER core_search_fts_insert AFTER INSERT ON core_search BEGIN {_NEW} END",
    f"CREATE TRIGGER core_search_fts_delete AFTER DELETE ON core_search BEGIN {_OLD} END",
    f"""CREATE TRIGGER core_search_fts_update AFTER UPDATE OF scope, title_key, body ON core_search
        BEGIN {_OLD} {_NEW} END""",
)
_POSTGRES = (
    """CREATE TABLE core_search_fts (
        seq bigint PRIMARY KEY REFERENCES core_search (seq) ON DELETE CASCADE, words tsvector NOT NULL)""",
    "CREATE INDEX core_search_fts_words ON core_search_fts USING gin (words)",
    """CREATE FUNCTION core_search_fts_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO core_search_fts (seq, words)
        VALUES (new.seq, to_tsvector('simple', new.scope || ' ' || new.title_key || ' ' || new.body))
        ON CONFLICT (seq) DO UPDATE SET words = excluded.words;
        RETURN NULL; END $$""",
    """CREATE TRIGGER core_search_fts_keep AFTER INSERT OR UPDATE ON core_search
        FOR EACH ROW EXECUTE FUNCTION core_search_fts_keep()""",
)
