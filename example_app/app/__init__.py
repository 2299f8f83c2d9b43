"""Reports on orders: a small, complete application in the integration-patterns layout."""
