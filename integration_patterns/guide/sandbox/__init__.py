"""An application comes in; private copies go out, in which commands, services and requests run."""
