"""Run all benchmarks, or those named: ``python -m bench [NAME ...]``; each prints a table."""

import importlib
import pkgutil
import sys

import bench

NAMES = sorted(
    module.name for module in pkgutil.iter_modules(bench.__path__) if module.name != "__main__"
)


def main() -> int:
    """Run what was asked for; return 1 for a name that there is not."""
    chosen = sys.argv[1:] or NAMES
    unknown = set(chosen) - set(NAMES)
    if unknown:
        print(f"unknown benchmark {', '.join(sorted(unknown))}; known: {', '.join(NAMES)}")
        return 1
    for name in chosen:
        print(f"== {name}")
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
