"""The course: lessons are composed of overlays of files, and judged by pytest files and rules."""
