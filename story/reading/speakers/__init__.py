"""Who says so: speakers, their names and classes, and through whom."""
