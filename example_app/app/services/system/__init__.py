"""How the whole system is doing; a folder, because the domain outgrew one file."""

from app.services.system.health import get_system_status as get_system_status
