"""The console command: the only place where the rooms come together, inside each command."""

from __future__ import annotations

from verbanden.cli.main import cli, main

__all__ = ["cli", "main"]
