"""storywatch: the program that ties the rooms together."""
