"""`python -m benchmarks` or `make bench`: all of them; `python -m benchmarks scale --articles 100000`: one."""

import sys

from benchmarks import claims, kills, scale

match sys.argv[1:]:
    case []:
        claims.main()
        print()
        scale.main([])
    case ["claims"]:
        claims.main()
    case ["scale", *rest]:
        scale.main(rest)
    case ["kills", *rest]:
        sys.exit(kills.main(rest))
    case _:
        sys.exit(
            "usage: python -m benchmarks [claims | kills [--times N] | scale [--articles N] [--seed N] [--store FILE]]"
        )
