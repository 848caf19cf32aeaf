"""Records to quads: the only writer of our vocabulary. Pure; terms are N-Triples text."""
