"""What things mean: our vocabulary, its code lists, alignments and JSON-LD context, as files."""
