"""What one reader sees of a file: for the length of a transaction, names of tables mean what that reader may see.

Every reading function, and every SELECT that anybody will ever write, goes through the names of tables. So what
somebody may not see is left out here once, and no function can forget to.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.engine import Connection


def draw(connection: Connection, stand_ins: Mapping[str, str]) -> None:
    """Let each name of a table mean a SELECT (which says `main.` before the true tables) until the rollback.

    Temporary views come before tables of the same name, belong to this connection alone, and go with the transaction.
    """
    if not stand_ins:
        return
    forbidden = connection.exec_driver_sql("PRAGMA query_only").scalar()  # forbids views in memory, too
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    for table, select in stand_ins.items():
        connection.exec_driver_sql(f'CREATE TEMP VIEW "{table}" AS {select}')
    if forbidden:
        connection.exec_driver_sql("PRAGMA query_only = ON")


def quoted(value: str) -> str:
    """A text as SQL writes it; views cannot hold parameters."""
    return "'" + value.replace("'", "''") + "'"
