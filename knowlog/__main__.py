"""Where the process starts: ``knowlog`` and ``python -m knowlog``."""

import sys

from knowlog import __version__


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"] and sys.stdout is not None:
        sys.stdout.write(f"knowlog {__version__}\n")
        return
    from knowlog.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
