"""Checking what others bring: documents and a release in, a report with places and verdicts out."""
