"""The REST layer: one module per collection."""
