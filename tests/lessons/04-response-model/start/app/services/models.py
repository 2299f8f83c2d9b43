"""Models: what services and routes hand out."""
