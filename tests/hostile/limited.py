"""The command line in processes with little time and memory: one warm process, and a fork of it for each run.

As a program: a line of JSON on stdin for each run, a line of JSON on stdout for what came of it.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MEMORY = 700 * 1024 * 1024
# bytes of address space that a run may take beyond what was taken before it
SECONDS = 20
# of the processor; wall clock may be three times as much on a busy machine


@dataclass(frozen=True)
class Ended:
    """What came of a run."""

    status: int
    # exit status, or minus the signal that ended it
    seconds: float
    # of the processor
    memory: int
    # most bytes beyond what the warm process holds
    out: str
    err: str


class Nursery:
    """The warm process, and questions to it."""

    def __init__(self, **environment: str) -> None:
        here = Path(__file__).resolve().parent
        path = os.pathsep.join([str(here.parent), str(here), *sys.path])
        self.process = subprocess.Popen(
            [sys.executable, str(here / "limited.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path, **environment},
        )

    def run(self, *arguments: str, folder: Path, user: int = 0, **more: object) -> Ended:
        """Run `briefbook …` in a folder; as another user where this one may choose."""
        asked = {"arguments": arguments, "folder": os.fsdecode(folder), "user": user, **more}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        return Ended(**told)

    def close(self) -> None:
        """End the warm process."""
        with suppress(OSError):
            self.process.communicate("", timeout=10)


def main() -> None:
    """Warm up, then fork for every line."""
    # what a reader loads when a file of its kind comes; some runs may read no library any more
    import email.parser  # noqa: F401

    from briefbook import api, pipeline, resources
    from briefbook.readers import docx, html, mail, media, pdf, plain  # noqa: F401
    from conftest import SMALL, inputs

    with tempfile.TemporaryDirectory() as folder:
        for name, data in {**resources.example(), **SMALL, "briefs/bad.toml": b"a = 1\n"}.items():
            # the bad one, so that what is imported to complain is imported too
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        api.check(Path(folder))
        api.build(Path(folder), formats=("docx", "pdf", "html", "md"))
        api.bind(Path(folder), ["lake-visit"], output=Path(folder) / "book.pdf")
    # workers make the briefs above; what they load must be here too, for users who may read no library
    import encodings.unicode_escape  # noqa: F401

    pipeline.build(inputs(SMALL), ("docx", "pdf", "html", "md"))
    pipeline.build(inputs(resources.example(), *["harbour-visit"] * 2), ("docx", "pdf", "html", "md"))
    pipeline.check(inputs({**SMALL, "seeds/lake/sources.toml": b"a = 1\n"}))
    for line in sys.stdin:
        print(json.dumps(_ran(json.loads(line))), flush=True)


def _ran(asked: dict[str, object]) -> dict[str, object]:
    out, err = (os.memfd_create(name) for name in ("out", "err"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = os.fork()
    if child == 0:
        _run(asked, out, err)
    end = time.monotonic() + 3 * SECONDS
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() > end:
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        time.sleep(0.002)
    code = os.waitstatus_to_exitcode(status)
    told = []
    for handle in (out, err):
        with os.fdopen(handle, "rb") as stream:
            stream.seek(0)
            told.append(stream.read().decode("utf-8", "backslashreplace"))
    memory = max(0, used.ru_maxrss - before) * 1024
    seconds = used.ru_utime + used.ru_stime
    return {"status": code, "seconds": seconds, "memory": memory, "out": told[0], "err": told[1]}


def _run(asked: dict[str, object], out: int, err: int) -> None:
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.chdir(str(asked["folder"]))
        _confine(int(str(asked.get("memory", MEMORY))))
        if asked["user"]:
            os.setgroups([])
            os.setgid(int(str(asked["user"])))
            os.setuid(int(str(asked["user"])))
        from briefbook import cli

        try:
            status = cli.main(list(asked["arguments"]))  # type: ignore[call-overload]
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    except BaseException:
        import traceback

        os.write(2, traceback.format_exc().encode("utf-8", "backslashreplace"))
        os._exit(99)


def _confine(memory: int) -> None:
    with open("/proc/self/statm") as file:  # noqa: PTH123
        taken = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
