"""What each image starts, and what each process loads."""
