"""The command line: `moorline`, or `python -m bot`."""

from __future__ import annotations

from bot.cli.root import app


def main() -> None:
    app()


if __name__ == "__main__":
    main()
