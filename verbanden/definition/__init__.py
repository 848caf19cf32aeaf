"""The definition of a partnership: criteria, the situation they are asked of, and the verdicts."""
