"""Business logic: what the application is for."""
