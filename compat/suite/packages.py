"""The real Alembic and the published packages, all by name, with pip."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ALEMBIC = [
    "alembic==1.20.1",
    "sqlalchemy==2.1.9",
    "psycopg[binary]",
    "psycopg2-binary",
    "pymysql",
    "cryptography",
    "tzdata",
]


def environment(folder: Path, needs: list[str]) -> Path:
    """A virtual environment in `folder` with the real Alembic and `needs`;
    its `bin`. The file `needs` says what it has, so that it is made once."""
    binaries = folder / "bin"
    wanted = ALEMBIC + sorted(needs)
    mark = folder / "needs"
    if mark.exists() and mark.read_text() == "\n".join(wanted):
        return binaries
    if not binaries.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(binaries / "pip"), "install", "-q", "--no-warn-conflicts", *wanted], check=True)
    mark.write_text("\n".join(wanted))
    return binaries


def unpacked(cache: Path, pip: Path, package: str, source: bool = False) -> Path:
    """The folder with a package's files; downloads it if it is not there."""
    folder = cache / "unpacked" / package.replace("==", "-")
    if folder.exists():
        return folder
    downloads = cache / "packages" / package.replace("==", "-")
    downloads.mkdir(parents=True, exist_ok=True)
    command = [str(pip), "download", "-q", "--no-deps", "-d", str(downloads), package]
    form = "--no-binary=:all:" if source else "--only-binary=:all:"
    subprocess.run([*command, form], check=True)
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for file in downloads.iterdir():
        if file.suffix == ".whl":
            zipfile.ZipFile(file).extractall(part)
        else:
            shutil.unpack_archive(file, part, filter="data")
    part.rename(folder)
    return folder
