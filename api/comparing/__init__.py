"""Comparing a list of partnerships that others bring with the release that is served."""
