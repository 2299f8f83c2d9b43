"""What changes a page while it is made, in any builder that speaks Python-Markdown."""
