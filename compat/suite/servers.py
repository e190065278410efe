"""Throw-away database servers, on free loopback ports, and what is in them."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

FOLDERS = ["/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/usr/sbin"]


def program(name: str) -> str:
    """Where a server's program is."""
    found = shutil.which(name)
    for pattern in FOLDERS:
        root, _, rest = pattern.partition("*")
        places = Path(root).glob("*" + rest) if rest else [Path(pattern)]
        for place in sorted(places, reverse=True):
            if (place / name).exists():
                return str(place / name)
    if found is None:
        raise SystemExit(f"{name} is not installed")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server process in a folder of its own; ended with `stop`."""

    user: dict = {}

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="limbeck-compat-"))
        self.port = free_port()
        if os.getuid() == 0:
            # Neither server starts as root.
            import pwd

            account = pwd.getpwnam("nobody")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self.user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self.prepare()
        log = open(self.folder.with_suffix(".log"), "w")
        self.process = subprocess.Popen(
            self.command(), stdout=log, stderr=log, cwd=self.folder, **self.user
        )
        for _ in range(300):
            if self.answers():
                return
            time.sleep(0.1)
        self.stop()
        raise SystemExit(f"{self.command()[0]} did not start: see {log.name}")

    def run(self, command: list[str], **more) -> str:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", **more)
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stderr}")
        return done.stdout

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.with_suffix(".log").unlink(missing_ok=True)


class PostgreSQL(Server):
    driver = "postgresql+psycopg"

    def prepare(self):
        data = str(self.folder / "data")
        self.run([program("initdb"), "-D", data, "-U", "postgres", "-A", "trust",
                  "--no-locale", "-E", "UTF8", "--no-sync"], cwd=self.folder, **self.user)

    def command(self):
        return [program("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port),
                "-k", str(self.folder), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off",
                "-c", "autovacuum=off", "-c", "max_connections=50"]

    def answers(self):
        try:
            return bool(self.sql("postgres", "select 1"))
        except RuntimeError:
            return False

    def arguments(self, database):
        return ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database]

    def sql(self, database, text):
        return self.run([program("psql"), "-XqAt", "-v", "ON_ERROR_STOP=1",
                         *self.arguments(database), "-f", "-"], input=text)

    def create(self, name):
        self.sql("postgres", f'drop database if exists "{name}" with (force)')
        self.sql("postgres", f'create database "{name}"')

    def drop(self, name):
        self.sql("postgres", f'drop database if exists "{name}" with (force)')

    def url(self, name, driver):
        return f"{driver}://postgres@127.0.0.1:{self.port}/{name}"

    def schema(self, name):
        """`pg_dump --schema-only`, less what differs from dump to dump."""
        dump = self.run([program("pg_dump"), "--schema-only", *self.arguments(name)])
        return re.sub(r"(?m)^\\(un)?restrict .*\n", "", dump)

    def rows(self, name):
        """All rows, as sorted INSERT statements."""
        dump = self.run([program("pg_dump"), "--data-only", "--inserts", "--column-inserts",
                         *self.arguments(name)])
        return "\n".join(sorted(re.findall(r"(?ms)^INSERT INTO .*?\);$", dump)))


class MariaDB(Server):
    driver = "mysql+pymysql"

    def prepare(self):
        self.run([program("mariadb-install-db"), "--no-defaults", f"--datadir={self.folder}/data",
                  "--auth-root-authentication-method=normal", "--skip-test-db"],
                 cwd=self.folder, **self.user)

    def command(self):
        return [program("mariadbd"), "--no-defaults", f"--datadir={self.folder}/data",
                f"--port={self.port}", "--bind-address=127.0.0.1", "--skip-name-resolve",
                f"--socket={self.folder}/socket", f"--pid-file={self.folder}/pid",
                "--innodb-flush-log-at-trx-commit=0", "--lower-case-table-names=0",
                "--character-set-server=utf8mb3"]

    def answers(self):
        try:
            return bool(self.sql("", "select 1"))
        except RuntimeError:
            return False

    def sql(self, database, text):
        command = [program("mariadb"), "--no-defaults", "-h127.0.0.1", f"-P{self.port}",
                   "-uroot", "-N", "-B", "--default-character-set=utf8mb4"]
        return self.run(command + ([database] if database else []), input=text)

    def create(self, name):
        self.sql("", f"drop database if exists `{name}`; create database `{name}`")

    def drop(self, name):
        self.sql("", f"drop database if exists `{name}`")

    def url(self, name, driver):
        return f"{driver}://root@127.0.0.1:{self.port}/{name}"

    def dump(self, name, *options):
        return self.run([program("mariadb-dump"), "--no-defaults", "-h127.0.0.1",
                         f"-P{self.port}", "-uroot", "--skip-comments", "--skip-dump-date",
                         *options, name])

    def schema(self, name):
        return re.sub(r" AUTO_INCREMENT=\d+", "", self.dump(name, "--no-data"))

    def rows(self, name):
        dump = self.dump(name, "--no-create-info", "--skip-extended-insert", "--complete-insert")
        return "\n".join(sorted(re.findall(r"(?m)^INSERT INTO .*;$", dump)))


class SQLite:
    """No server: a folder with files."""

    driver = "sqlite"

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="limbeck-compat-"))

    def stop(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def file(self, name):
        return self.folder / f"{name}.db"

    def create(self, name):
        self.file(name).unlink(missing_ok=True)

    drop = create

    def url(self, name, driver):
        return f"{driver}:///{self.file(name)}"

    def connect(self, name):
        import sqlite3

        return sqlite3.connect(self.file(name))

    def sql(self, name, text):
        with self.connect(name) as connection:
            connection.executescript(text)

    def schema(self, name):
        """What SQLite knows of each table, whoever wrote its definition."""
        lines = []
        with self.connect(name) as connection:
            ask = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
            for (table,) in ask("select name from sqlite_schema where type = 'table' and name"
                                " not like 'sqlite_%' order by name"):
                lines.append(f"table {table}")
                for what in ("table_xinfo", "foreign_key_list"):
                    rows = ask(f'pragma {what}("{table}")')
                    # Foreign keys are numbered in an order that means nothing.
                    lines += sorted(f"  {what} {row[1:]}" for row in rows)
                indexes = []
                for _, index, unique, origin, partial in ask(f'pragma index_list("{table}")'):
                    columns = [row[2] for row in ask(f'pragma index_info("{index}")')]
                    name_ = "" if index.startswith("sqlite_autoindex") else index
                    indexes.append(f"  index {name_} {unique} {origin} {partial} {columns}")
                lines += sorted(indexes)
            lines += [f"{kind} {name_}" for kind, name_ in
                      ask("select type, name from sqlite_schema where type in ('view', 'trigger')"
                          " order by name")]
        return "\n".join(lines)

    def rows(self, name):
        with self.connect(name) as connection:
            return "\n".join(sorted(line for line in connection.iterdump()
                                    if line.startswith("INSERT")))


KINDS = {"postgresql": PostgreSQL, "mariadb": MariaDB, "sqlite": SQLite}
