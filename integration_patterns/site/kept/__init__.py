"""What mkdocs made of the pages, kept from one build to the next while `mkdocs serve` runs."""
