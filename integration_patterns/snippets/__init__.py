"""Code shown in a page is cut from files by name: fences, regions and the Markdown extension."""
