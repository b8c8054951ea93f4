"""What is known of each language, one TOML file a language. Data only: story.lexicon reads it."""
