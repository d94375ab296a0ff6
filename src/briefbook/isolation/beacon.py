"""What a worker is doing at the moment, where the process that watches it can read it."""

from typing import Any

SIZE = 1024
# bytes of the memory that two processes share
_lit: list[Any] = []
# the shared memory of this worker; none where nobody watches


def at(doing: str, path: str) -> None:
    """Say what is being done with which file; the next call replaces it."""
    if _lit:
        said = f"{doing}\0{path}".encode("utf-8", "replace")[: SIZE - 1]
        _lit[0][:SIZE] = said + bytes(SIZE - len(said))


def light(shared: Any) -> None:
    """Say it into this memory from now on."""
    _lit[:] = [shared]


def put_out() -> None:
    """Say it to nobody from now on."""
    _lit.clear()


def read(shared: Any) -> tuple[str, str]:
    """What was said last, and the file; two empty texts when nothing was."""
    said = bytes(shared[:SIZE]).rstrip(b"\0").decode("utf-8", "replace")
    doing, _, path = said.partition("\0")
    return doing, path
