"""Builds a small brief with hostile templates, each in a process of its own with little memory and time.

Run as a program: JSON on stdin, {name: {path: text}}; JSON on stdout, {name: what came of it}.
"""

import json
import os
import resource
import sys
import time

MEMORY = 200 * 1024 * 1024
# bytes that a template may take beyond what was taken before it was looked at
SECONDS = 20
# of the processor, after which the system ends the process


def main() -> None:
    """Build each case in a fork and print what came of all."""
    from briefbook import pipeline
    from conftest import SMALL, inputs

    pipeline.build(inputs(SMALL), ("md",))
    # everything is imported and compiled before the first fork
    cases = json.load(sys.stdin)
    json.dump({name: _forked(lambda files=files: _built(files)) for name, files in cases.items()}, sys.stdout)


def _built(files: dict[str, str]) -> dict[str, object]:
    from briefbook import pipeline
    from conftest import SMALL, inputs

    given = inputs({**SMALL, **{name: text.encode() for name, text in files.items()}})
    made, page = pipeline.check(given), pipeline.build(given, ("html",))
    said = [[str(item.severity), item.code, item.path, item.line, item.message] for item in made.diagnostics]
    return {"said": said, "page": page.renderings[0].data.decode() if page.renderings else ""}


def _forked(job: object) -> dict[str, object]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _confine()
        began, before = time.process_time(), _peak()
        try:
            result = job()  # type: ignore[operator]
        except BaseException as error:
            result = {"crash": f"{type(error).__name__}: {error}"[:500]}
        result |= {"seconds": time.process_time() - began, "memory": _peak() - before}
        with os.fdopen(writing, "w") as out:
            json.dump(result, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        text = told.read()
    _, status = os.waitpid(child, 0)
    return json.loads(text) if text else {"crash": f"ended by the system, status {status}"}


def _confine() -> None:
    with open("/proc/self/statm") as file:  # noqa: PTH123
        taken = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + 2 * MEMORY, taken + 2 * MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
