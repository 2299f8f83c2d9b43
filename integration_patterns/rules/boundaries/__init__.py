"""What may cross a boundary, and in which form."""
