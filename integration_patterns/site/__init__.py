"""The built site as a thing to serve, photograph and open in a browser."""
