"""Programs that run inside Pyodide while the bundle is built."""
