"""Every benchmark of the house: one JSON line per figure, each beside a peer measured in the same run.

`make bench` runs all of them; `make bench ARGS="lists search"` those that are named.
"""

import subprocess
import sys
from pathlib import Path


def main(wanted: list[str]) -> int:
    folder = Path(__file__).parent
    failed = 0
    for file in sorted(folder.glob("bench_*.py")):
        if wanted and file.stem.removeprefix("bench_") not in wanted:
            continue
        failed |= subprocess.run([sys.executable, str(file)], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
