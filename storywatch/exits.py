"""What the program's exit codes mean, after sysexits.h, so that scripts and service managers can tell."""

OK = 0
USAGE = 64  # the command line can't be understood
DATA = 65  # a line or a file given as input can't be read, or what was asked for can't be done
UNAVAILABLE = 69  # nothing could be reached
DISK = 74  # the store can't be read or written
BUSY = 75  # another poller already writes this store
CONFIG = 78  # the configuration, or the pack of a language, can't be used
