"""`python -m storywatch`, the same program."""

from storywatch.cli import main

main()
