"""The only way in and out: the page's calls, their answers and what is printed, as JSON."""
