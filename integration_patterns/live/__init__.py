"""Runs the example app inside the page: builds the bundle, and holds what runs it there."""
