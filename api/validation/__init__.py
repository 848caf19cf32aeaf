"""Checking what others bring: worker processes, kept results, and the routes of `/v1/validaties`."""
