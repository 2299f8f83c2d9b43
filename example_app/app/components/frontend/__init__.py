"""The dashboard: Flet pages that call services in the same process."""
