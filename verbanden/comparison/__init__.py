"""A list of partnerships laid beside the graph: what both know, what one of them misses, and what differs."""
