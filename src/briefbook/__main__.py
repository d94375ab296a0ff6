"""`python -m briefbook` is `briefbook`; stopped while it is still being loaded it says one line, too."""

import sys


def main() -> int:
    """Load the command line and run it."""
    try:
        from briefbook import cli

        return cli.main()
    except KeyboardInterrupt:
        sys.stderr.write("briefbook: stopped; what was finished is whole\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
