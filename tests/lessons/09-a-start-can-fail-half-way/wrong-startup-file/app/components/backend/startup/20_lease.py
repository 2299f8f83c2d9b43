from app.core.lease import return_lease, take_lease


def startup_hook():
    take_lease()


def shutdown_hook():
    return_lease()
