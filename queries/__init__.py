"""One question per file: SPARQL with a header, grouped by subject, and the inference rules."""
