"""Which rows of the index come into question, a bounded number of each kind, on either database.

No query ranks or counts all that a word hits: that is what makes a search over a million rows slow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, text

PER_KIND = 40
_EXPANSIONS = 24
_INDEXED_PREFIX = 4
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the index."""

    seq: int
    plugin: str
    kind: str
    record_id: Any
    title: str
    title_key: str
    detail: str


def candidates(
    connection: Connection, words: Sequence[str], scopes: Sequence[str], *, per_kind: int = PER_KIND
) -> list[Candidate]:
    """Rows of these scopes whose title begins with the words, and newer ones that hold all of them.

    The last word may be the beginning of a word.
    """
    if not scopes:
        return []
    find = _sqlite if connection.dialect.name == "sqlite" else _postgres
    rows = find(connection, words, scopes, per_kind)
    return [Candidate(*row) for row in rows]


_COLUMNS = "seq, plugin, kind, record_id, title, title_key, detail"


def _sqlite(
    connection: Connection, words: Sequence[str], scopes: Sequence[str], per_kind: int
) -> Sequence[Any]:
    begins = " ".join(words)
    match = _fts_query(connection, words)
    parts: list[str] = []
    values: list[Any] = []
    for scope in scopes:
        parts.append(
            "SELECT * FROM (SELECT seq FROM core_search WHERE scope = ? AND title_key >= ? AND title_key < ?"
            " ORDER BY title_key LIMIT ?)"
        )
        values += [scope, begins, begins + "\U0010ffff", per_kind // 2]
        if match:
            parts.append(
                "SELECT * FROM (SELECT rowid FROM core_search_fts WHERE core_search_fts MATCH ?"
                " ORDER BY rowid DESC LIMIT ?)"
            )
            values += [f"scope : {scope} AND {match}", per_kind]
    query = f"SELECT {_COLUMNS} FROM core_search WHERE seq IN ({' UNION ALL '.join(parts)})"  # noqa: S608 - no input in it
    return connection.exec_driver_sql(query, tuple(values)).all()


def _fts_query(connection: Connection, words: Sequence[str]) -> str:
    """The words as FTS5 wants them; empty when they are too short to be worth asking for."""
    *whole, last = [word for word in words if len(word) >= _SHORTEST] or [""]
    if not last:
        return ""
    if words[-1] != last:
        return " AND ".join(f'"{word}"' for word in (*whole, last))
    return " AND ".join([*(f'"{word}"' for word in whole), _beginning(connection, last)])


def _beginning(connection: Connection, prefix: str) -> str:
    """Any word with this beginning: by the prefix index, or for longer ones by the first few such words.

    FTS5 itself would gather every hit of a long prefix before it gives the first one.
    """
    if len(prefix) <= _INDEXED_PREFIX:
        return f'"{prefix}"*'
    query = "SELECT term FROM core_search_fts_vocab WHERE term >= ? LIMIT 1"
    found: list[str] = []
    start = prefix
    while len(found) < _EXPANSIONS:
        term = connection.exec_driver_sql(query, (start,)).scalar()
        if term is None or not term.startswith(prefix):
            break
        found.append(term)
        start = term + "\x01"
    return "(" + " OR ".join(f'"{term}"' for term in found or [prefix]) + ")"


def _postgres(
    connection: Connection, words: Sequence[str], scopes: Sequence[str], per_kind: int
) -> Sequence[Any]:
    asked = [word for word in words if len(word) >= _SHORTEST]
    last = ":*" if asked and words[-1] == asked[-1] else ""
    parts: list[str] = []
    values: list[Any] = []
    for scope in scopes:
        parts.append(
            "(SELECT seq FROM core_search WHERE scope = %s AND title_key LIKE %s ORDER BY title_key LIMIT %s)"
        )
        values += [scope, " ".join(words) + "%", per_kind // 2]
        if asked:
            parts.append("(SELECT seq FROM core_search_fts WHERE words @@ to_tsquery('simple', %s) LIMIT %s)")
            values += [" & ".join([scope, *asked]) + last, per_kind]
    query = f"SELECT {_COLUMNS} FROM core_search WHERE seq IN ({' UNION ALL '.join(parts)})"  # noqa: S608 - no input in it
    return connection.exec_driver_sql(query, tuple(values)).all()


def matching(connection: Connection, words: Sequence[str], scopes: Sequence[str]) -> Any:
    """A query for the ids of all records of these scopes that hold the words, to narrow a list with."""
    asked = [word for word in words if len(word) >= _SHORTEST]
    if not asked:
        begins = " ".join(words)
        return text(
            "SELECT record_id FROM core_search"
            " WHERE scope IN :scopes AND title_key >= :low AND title_key < :high"
        ).bindparams(
            bindparam("scopes", list(scopes), expanding=True), low=begins, high=begins + "\U0010ffff"
        )
    if connection.dialect.name == "sqlite":
        return text(
            "SELECT record_id FROM core_search WHERE seq IN"
            " (SELECT rowid FROM core_search_fts WHERE core_search_fts MATCH :asked)"
        ).bindparams(asked=f"scope : ({' OR '.join(scopes)}) AND {_fts_query(connection, words)}")
    last = ":*" if words[-1] == asked[-1] else ""
    return text(
        "SELECT record_id FROM core_search WHERE seq IN"
        " (SELECT seq FROM core_search_fts WHERE words @@ to_tsquery('simple', :asked))"
    ).bindparams(asked=" & ".join([f"({' | '.join(scopes)})", *asked]) + last)
