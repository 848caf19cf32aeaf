"""Bytes to records: one module per source, streaming, each row accepted or rejected with its place."""
