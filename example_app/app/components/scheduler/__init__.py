"""The clock: jobs, declared in code, that call services."""
