"""Verbanden: the open linked-data graph of who cooperates with whom in Dutch government."""

__version__ = "0.1.0"
