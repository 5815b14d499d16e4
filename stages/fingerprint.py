"""Write what each stage's code means: a comment re-runs nothing, logic re-runs what it reaches."""

from dataclasses import asdict
from pathlib import Path

from understudy.core import code, jsonl
from understudy.core.code_memory import RememberingReader
from understudy.core.data_files import data_files
from understudy.core.stage import run


def fingerprint(sources: Path, stages: Path, fingerprints: Path) -> None:
    """Hash the code that each stage's script reaches.

    Args:
        sources: Root of the library's import path, ``src``.
        stages: Folder of the stage scripts.
        fingerprints: Folder to write: ``<stage>.json`` with a hash a module, the versions of the
            packages it imports, and a hash a data file (a page's template) where there is one.
    """
    with RememberingReader() as reader:
        for script in sorted(stages.glob("*.py")):
            reached = code.closure(script, sources, reader)
            files = data_files(reached.modules, sources)
            facts = asdict(reached) | ({"files": files} if files else {})
            jsonl.write_json(fingerprints / f"{script.stem}.json", facts)


if __name__ == "__main__":
    run(fingerprint)
