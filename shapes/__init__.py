"""What must hold: SHACL shapes, as files."""
