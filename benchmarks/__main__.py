"""`python -m benchmarks` or `make bench`: all of them."""

from benchmarks import claims

claims.main()
