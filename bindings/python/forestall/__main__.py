# SPDX-License-Identifier: Apache-2.0
"""The forestall command: python -m forestall COMMAND …"""

import signal
import sys

from . import _forestall


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # as for any command: the interpreter would wait for it to end
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.stdout.flush()
    return _forestall._main(["forestall", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
