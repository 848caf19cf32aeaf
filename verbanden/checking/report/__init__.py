"""The report of a check, written for people and for machines."""
