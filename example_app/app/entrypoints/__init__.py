"""One module for each process: the only place that joins components."""
