"""Charts and briefings as files: one format a file."""
