"""`python -m benchmarks` or `make bench`: all of them; `python -m benchmarks scale --articles 100000`: one."""

import sys

from benchmarks import claims, feeds, hostile, idle, kills, pages, publisher_day, scale, week

match sys.argv[1:]:
    case []:
        claims.main()
        for each in (feeds, pages, scale, idle, publisher_day, week):
            print()
            each.main([])
        print()
        sys.exit(kills.main([]))
    case ["claims"]:
        claims.main()
    case ["feeds", *rest]:
        feeds.main(rest)
    case ["day", *rest]:
        publisher_day.main(rest)
    case ["idle", *rest]:
        idle.main(rest)
    case ["week", *rest]:
        week.main(rest)
    case ["kills", *rest]:
        sys.exit(kills.main(rest))
    case ["hostile", *rest]:
        sys.exit(hostile.main(rest))
    case ["pages", *rest]:
        pages.main(rest)
    case ["scale", *rest]:
        scale.main(rest)
    case _:
        sys.exit(
            "usage: python -m benchmarks [claims | day … | feeds … | hostile … | idle … | kills … | pages … | "
            "scale … | week …]; each but claims has --help"
        )
