"""The command line: one module a verb, and nothing heavy is loaded before a verb runs."""

import argparse
import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from briefbook import __version__
from briefbook.cli import bind, build, check, init, limits, propose, show, sources, templates
from briefbook.errors import BriefbookError
from briefbook.model.diagnostic import Diagnostic

EXIT_OK, EXIT_ERRORS = 0, 1
# wrong usage is 2, by argparse


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `briefbook` and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # a terminal that cannot show a letter gets its escape, never a traceback
        if stream and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    if isinstance(options.workspace, str) and not getattr(options, "remote", False):
        print("briefbook: this command works on a folder, not on a URL", file=sys.stderr)
        return 2
    # one brief is a tree of small values that live to the end, where looking for garbage finds none;
    # `batch` looks for it between two of many
    gc.disable()
    with suppress(ValueError):
        # as with Ctrl-C, workers are ended and the folder is let go; only a main thread may ask for it
        signal.signal(signal.SIGTERM, _terminated)
    try:
        done = options.run(options)
        if sys.stdout:
            sys.stdout.flush()
        # what is left goes with the process: no last search for garbage
        gc.freeze()
        return EXIT_OK if done else EXIT_ERRORS
    except BriefbookError as error:
        show.diagnostics((item for item in error.diagnostics if isinstance(item, Diagnostic)), options)
        return EXIT_ERRORS
    except Terminated:
        print("briefbook: stopped; what was finished is whole", file=sys.stderr)
        return 143
    except KeyboardInterrupt:
        print("briefbook: stopped; what was finished is whole", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return _lost()
    except OSError as error:
        with suppress(OSError):
            print(f"briefbook: what was to be printed could not be: {error.strerror}", file=sys.stderr)
        return _lost()
    except MemoryError:
        # of this process, which holds what is read until a worker has it
        why = (
            "what is to be read does not fit into the memory that this process may take; nothing was written"
        )
        show.diagnostics([Diagnostic("over-memory", why, path="")], options)
        return EXIT_ERRORS
    except Exception as error:
        from briefbook.isolation import worker

        show.diagnostics([worker.failure(error, "")], options)
        return EXIT_ERRORS


class Terminated(BaseException):
    """The system asks the program to end."""


def _terminated(number: int, frame: object) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise Terminated


def _lost() -> int:
    """Leave stdout alone from now on, so that Python does not complain of it on its way out."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return EXIT_ERRORS


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; the docs are made from it."""
    top = argparse.ArgumentParser(
        prog="briefbook",
        description="Printable visit briefs out of tagged source facts, every claim with its footnote.",
        epilog="Exit status: 0 done, 1 the input has errors, 2 wrong usage.",
    )
    top.add_argument("--version", action="version", version=f"briefbook {__version__}")
    top.add_argument(
        "--limits", action=limits.Print, help="print every limit, its value and what it bounds (after -C)"
    )
    _add_common(top)
    top.set_defaults(workspace=Path())
    verbs = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    _add_common(common)
    for module in (init, propose, check, build, bind, templates, sources):
        module.add(verbs, common)
    return top


def _place(text: str) -> Path | str:
    from briefbook.workspace import places

    try:
        return places.place(text)
    except BriefbookError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _add_common(to: argparse.ArgumentParser) -> None:
    """Add the options that may stand before the command or after it."""
    to.add_argument(
        "-C",
        dest="workspace",
        metavar="DIR",
        type=_place,
        help="the workspace, a folder or a URL (default: .)",
    )
    to.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    to.add_argument("-v", "--verbose", action="store_true", help="print notes beside warnings and errors")
    to.add_argument("--no-color", action="store_true", help="no colour, as with the variable NO_COLOR")
