"""How the story is watched: the Textual dashboard."""
