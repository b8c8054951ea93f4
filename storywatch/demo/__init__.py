"""The demo: the Bamako story replayed by made-up outlets on loopback."""
