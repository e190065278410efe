import configparser
import glob
import io
import os
import pathlib
import shutil
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "a" / "b.txt"
    path.parent.mkdir(parents=True)
    path.write_text("one\ntwo é\n", encoding="utf-8")
    print(path.name, path.stem, path.suffix, path.exists(), path.read_text(encoding="utf-8").splitlines())
    with open(path, encoding="utf-8") as file:
        print([line.strip() for line in file])
    print(sorted(os.listdir(folder)), os.path.isdir(folder), os.path.basename(path), os.path.splitext("a.b.c"))
    os.makedirs(os.path.join(folder, "x/y"), exist_ok=True)
    shutil.copy(path, os.path.join(folder, "x/y/c.txt"))
    shutil.move(os.path.join(folder, "x/y/c.txt"), os.path.join(folder, "d.txt"))
    os.rename(os.path.join(folder, "d.txt"), os.path.join(folder, "e.txt"))
    print([os.path.relpath(p, folder) for p in sorted(glob.glob(folder + "/**/*.txt", recursive=True))])
    print(sorted(str(p.relative_to(folder)) for p in pathlib.Path(folder).rglob("*.txt")))
    shutil.rmtree(os.path.join(folder, "a"))
    print(path.exists(), [sorted(names) for _, _, names in os.walk(folder)])
    try:
        open(os.path.join(folder, "none"))
    except FileNotFoundError as error:
        print(error.errno, error.strerror)
    parser = configparser.ConfigParser()
    parser.read_string("[a]\nx = 1\ny = %(x)s2\n")
    print(parser["a"]["y"], parser.getint("a", "x"), parser.sections())
os.environ["LIMBECK_TEST"] = "1"
print(os.environ.get("LIMBECK_TEST"), os.getenv("NOT_SET_AT_ALL", "d"), os.sep, os.path.join("a", "/b"), len(os.urandom(4)))
print(pathlib.PurePosixPath("/a/b/../c").parent, io.BytesIO(b"ab").read(), sys.maxsize > 1, os.path.dirname("/a/b"))
