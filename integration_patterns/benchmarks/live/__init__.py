"""What the page costs: the engine beside stock Pyodide, in fresh browser profiles."""
