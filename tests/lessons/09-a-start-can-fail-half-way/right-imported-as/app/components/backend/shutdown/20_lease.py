from app.core.lease import return_lease as shutdown_hook
