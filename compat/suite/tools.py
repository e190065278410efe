"""Running the real Alembic and limbeck on a project, and what came of it."""

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

TIME_LIMIT = 1800


@dataclass
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str
    seconds: float = 0.0
    peak: int = 0  # KiB

    @property
    def error(self) -> str:
        """What it failed with, in one line; empty when it did not."""
        return "" if self.code == 0 else failure(self.out, self.err)


def failure(out: str, err: str) -> str:
    """The exception's line in a traceback, or the FAILED line."""
    for line in (out + "\n" + err).splitlines():
        if re.match(r"\s*FAILED: ", line):
            return line.strip()
    found = ""
    inside = False
    for line in err.splitlines():
        if line.startswith("  File "):
            inside = True
        elif inside and line and not line.startswith(" "):
            found, inside = line, False
    return found.strip() or (err.strip().splitlines() or ["no message"])[-1]


class Tool:
    """One of the two programs."""

    def __init__(self, name: str, program: Path, binaries: Path):
        self.name = name
        self.program = program
        self.binaries = binaries

    def run(self, folder: Path, *arguments: str, environment: dict | None = None) -> Outcome:
        begin = time.monotonic()
        outputs = [folder / "stdout", folder / "stderr"]
        with open(outputs[0], "wb") as out, open(outputs[1], "wb") as err:
            process = subprocess.Popen(
                [str(self.program), *arguments], cwd=folder, stdin=subprocess.DEVNULL,
                stdout=out, stderr=err, env=self.surroundings(environment),
            )
            limit = TIME_LIMIT
            timer = _kill_after(process, limit)
            _, status, usage = os.wait4(process.pid, 0)
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begin
        out, err = (file.read_text(errors="replace") for file in outputs)
        return Outcome(process.returncode, out, err, seconds, usage.ru_maxrss)

    def surroundings(self, more: dict | None) -> dict:
        kept = {key: value for key, value in os.environ.items()
                if not key.startswith(("PYTHON", "LIMBECK", "PG"))}
        kept["VIRTUAL_ENV"] = str(self.binaries.parent)
        kept["PATH"] = f"{self.binaries}:{kept.get('PATH', '')}"
        # Sets of strings come out in the same order in every run.
        kept["PYTHONHASHSEED"] = "0"
        return kept | (more or {})

    def offline(self, folder: Path, ranges: list[str], environment: dict) -> list[tuple[str, str]]:
        """The text of `upgrade RANGE --sql` and what it failed with, for each
        range."""
        results = []
        for range_ in ranges:
            done = self.run(folder, "upgrade", range_, "--sql", environment=environment)
            results.append((done.out, done.error))
        return results


class Alembic(Tool):
    def offline(self, folder, ranges, environment):
        """In one process that forks for each range: importing SQLAlchemy
        takes longer than most of them."""
        script = Path(__file__).with_name("offline.py")
        done = subprocess.run(
            [str(self.binaries / "python"), str(script)], input=json.dumps(ranges),
            capture_output=True, text=True, cwd=folder, env=self.surroundings(environment),
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return [(out, "" if code == 0 else failure(out, err))
                for code, out, err in json.loads(done.stdout)]


def _kill_after(process, seconds):
    import threading

    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    return timer


def say(*words):
    print(*words, file=sys.stderr, flush=True)
