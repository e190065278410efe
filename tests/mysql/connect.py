"""Opens connections as options say, and prints what came of each."""

import os

import sqlalchemy as sa

HOST = os.environ["DATABASE_URL"].split("?")[0]
CA = os.environ["AUTHORITY"]
OTHER = os.environ["OTHER_AUTHORITY"]
SOCKET = os.environ["SOCKET"]

# Without a host the socket is all that leads there.
start, _, end = HOST.partition("@")
LOCAL = f"{start}@/{end.partition('/')[2]}"


def attempt(name, url, **options):
    try:
        engine = sa.create_engine(url, poolclass=sa.pool.NullPool, **options)
        with engine.connect() as connection:
            one = connection.exec_driver_sql("SHOW STATUS LIKE 'Ssl_cipher'")
            # A socket needs none.
            cipher = "TLS" if one.fetchone()[1] or "unix_socket" in url else "plain"
            show = connection.exec_driver_sql
            charset = show("SELECT @@character_set_client").scalar()
            zone = show("SELECT @@time_zone, @@sql_mode").fetchone()
            print(name, cipher, charset, *zone, connection.scalar(sa.text("SELECT 'é🙂'")))
    except sa.exc.DBAPIError as error:
        print(name, type(error).__name__, error.orig.args[0])
    except Exception as error:
        print(name, type(error).__name__)


attempt("plain", HOST)
attempt("charset", f"{HOST}?charset=utf8mb4")
attempt("socket", f"{LOCAL}?unix_socket={SOCKET}&charset=utf8mb4")
attempt("no socket", f"{LOCAL}?unix_socket={SOCKET}.not&charset=utf8mb4")
attempt("authority", f"{HOST}?ssl_ca={CA}&ssl_check_hostname=false")
attempt("name", f"{HOST}?ssl_ca={CA}&ssl_check_hostname=true")
attempt("another", f"{HOST}?ssl_ca={OTHER}&ssl_check_hostname=false")
attempt("arguments", HOST, connect_args={"ssl": {"ca": CA, "check_hostname": False}})
attempt("named", HOST, connect_args={"ssl": {"ca": CA, "check_hostname": True}})
attempt("verify", HOST, connect_args={"ssl_ca": CA, "ssl_verify_cert": True})
attempt("disabled", f"{HOST}?ssl_disabled=true")
attempt("first", HOST, connect_args={"init_command": "SET time_zone = '+03:00'"})
attempt("mode", HOST, connect_args={"sql_mode": "ANSI_QUOTES"})
attempt("password", HOST.replace(":secret@", ":wrong@"))
attempt("database", HOST + "_missing")
attempt("port", HOST.replace(HOST.rsplit(":", 1)[1].split("/")[0], "1"))
