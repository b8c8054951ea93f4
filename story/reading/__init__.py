"""Reading claims: a text in, its figures with their speakers out. `claims` is the way in."""
