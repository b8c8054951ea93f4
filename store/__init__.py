"""Where the story is kept: SQLite, one writer, any number of readers."""
