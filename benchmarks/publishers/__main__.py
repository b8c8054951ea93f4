"""`python -m benchmarks.publishers`: serves the publishers that stand pickled on its standard input."""

from benchmarks.publishers.serving import main

main()
