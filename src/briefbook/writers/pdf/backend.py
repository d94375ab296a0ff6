"""reportlab, imported so that no file and no variable outside this package has a say in the bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

OVERRIDES = ("reportlab_mods", "reportlab_settings", "reportlab.local_rl_mods", "reportlab.local_rl_settings")
# modules that reportlab would otherwise look for on the path and in the home folder, and run


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hide the environment variables that reportlab obeys."""
    names = [name for name in os.environ if name.startswith("RL_") or name == "SOURCE_DATE_EPOCH"]
    hidden = {name: os.environ.pop(name) for name in names}
    try:
        yield
    finally:
        os.environ.update(hidden)


for _name in OVERRIDES:
    sys.modules.setdefault(_name, ModuleType(_name))
with undisturbed():
    from reportlab import rl_config
    from reportlab.pdfbase import pdfdoc
    from reportlab.pdfgen.canvas import Canvas

# A program may have imported reportlab before us: what decides bytes or opens the network is set again.
rl_config.invariant = 1
rl_config.trustedHosts = None
rl_config.pdfMultiLine = 0
rl_config.pdfComments = 0
rl_config.useA85 = 0
rl_config.canvas_baseColor = None

__all__ = ["Canvas", "pdfdoc", "undisturbed"]
