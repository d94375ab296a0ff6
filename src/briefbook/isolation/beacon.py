"""What a worker is doing at the moment, where the process that watches it can read it."""

from typing import Any

SIZE = 1024
# bytes of the memory that two processes share
_TEXT = SIZE - 9
# of them, those that say what is being done; then one that says that it has begun, and the number of facts
_lit: list[Any] = []
# the shared memory of this worker; none where nobody watches


def at(doing: str, path: str) -> None:
    """Say what is being done with which file; the next call replaces it."""
    if _lit:
        said = f"{doing}\0{path}".encode("utf-8", "replace")[:_TEXT]
        _lit[0][:_TEXT] = said + bytes(_TEXT - len(said))


def weigh(facts: int | None) -> None:
    """Say that there are so many more facts; None for none yet."""
    if _lit:
        count = 0 if facts is None else weight(_lit[0]) + facts
        _lit[0][_TEXT:SIZE] = b"\1" + count.to_bytes(8)


def weight(shared: Any) -> int:
    """How many facts were said to be there."""
    return int.from_bytes(bytes(shared[_TEXT + 1 : SIZE]))


def is_lit(shared: Any) -> bool:
    """Whether the worker has begun with its first task."""
    return bool(bytes(shared[_TEXT : _TEXT + 1]) == b"\1")


def light(shared: Any) -> None:
    """Say it into this memory from now on."""
    _lit[:] = [shared]


def read(shared: Any) -> tuple[str, str]:
    """What was said last, and the file; two empty texts when nothing was."""
    said = bytes(shared[:_TEXT]).rstrip(b"\0").decode("utf-8", "replace")
    doing, _, path = said.partition("\0")
    return doing, path
