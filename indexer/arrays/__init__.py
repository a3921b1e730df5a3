"""Plain arrays on disk: named sections in one memory-mapped file, sorted strings, packed numbers. Knows no articles."""
