"""`python -m briefbook` is `briefbook`."""

import sys

try:
    from briefbook.cli import main
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    sys.exit(main())
