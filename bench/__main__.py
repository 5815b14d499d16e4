"""Run a benchmark: ``python -m bench NAME [OPTIONS]``; without a name, all; each prints a table."""

import importlib
import inspect
import sys

BENCHMARKS = {
    "dialogues": "bench.dialogues",
    "conversations": "bench.conversations.pace",
    "hostile": "bench.parsing.hostile",
    "noop": "bench.noop",
    "ocr": "bench.parsing.ocr",
    "privacy": "bench.privacy.measured",
    "quality": "bench.parsing.quality",
    "scale": "bench.parsing.scale",
    "speed": "bench.parsing.speed",
}


def main() -> int:
    """Run what was asked for; return 1 for a name that there is not."""
    name, options = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("", [])
    if name and name not in BENCHMARKS:
        print(f"unknown benchmark {name!r}; known: {', '.join(sorted(BENCHMARKS))}")
        return 1
    for chosen in [name] if name else sorted(BENCHMARKS):
        print(f"== {chosen}")
        run = importlib.import_module(BENCHMARKS[chosen]).main
        if inspect.signature(run).parameters:
            run(options)
        else:
            run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
