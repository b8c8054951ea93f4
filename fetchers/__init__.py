"""How coverage comes in: HTTP, feeds, pages, the polling schedule."""
