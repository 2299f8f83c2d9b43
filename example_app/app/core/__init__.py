"""What every other part may use: settings, constants, logging, database, errors."""
