"""Numbers of people: what words and digits count, and what they count not."""
