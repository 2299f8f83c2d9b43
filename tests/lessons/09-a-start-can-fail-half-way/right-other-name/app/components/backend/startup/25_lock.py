from app.core.lease import take_lease as startup_hook
