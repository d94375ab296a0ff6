"""Whether a process of this machine is no more."""

import os
from pathlib import Path


def is_over(pid: int, start: str = "") -> bool:
    """Whether there is no such process here, or it is another one than that which began at `start`."""
    if os.name == "nt" or not 0 < pid < 1 << 31:
        # Windows would end a process that is asked for in this way
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    # another process may have been given the number since
    return bool(start) and start != began(pid)


def began(pid: int) -> str:
    """When a process began, as Linux counts it; "" where that cannot be told."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError, UnicodeDecodeError):
        return ""
