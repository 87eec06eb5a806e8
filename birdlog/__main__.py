"""`python -m birdlog` is `birdlog`."""

import sys

from birdlog.cli import main

if __name__ == "__main__":
    sys.exit(main())
