"""What ships inside: facts-only cuts of the sources; see SOURCES.md."""
