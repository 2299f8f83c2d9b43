"""Business logic: plain async functions that know no web framework, scheduler, terminal or page."""
