"""What can be named in params.yaml."""

import argparse

from understudy.command import COMMANDS, Command
from understudy.core.descriptions import plugin_sentences
from understudy.core.registry import Registry


def run(_: argparse.Namespace) -> None:
    """List the plug-ins by kind, each with what its own words say."""
    for registry in registries():
        print(f"{registry.kind}s")
        for name in registry:
            words = next(iter(plugin_sentences(registry, name)), "").replace("``", "`")
            print(f"  {name.ljust(16)} {words}".rstrip())


def registries() -> list[Registry]:  # type: ignore[type-arg]  # of every kind
    """Return every registry of plug-ins."""
    from understudy.cleaning.stepping import STEPS
    from understudy.dataset import FORMATS
    from understudy.evaluation import METRICS
    from understudy.parsing.files import PARSERS
    from understudy.parsing.ocr.recognition import RECOGNISERS
    from understudy.parsing.old_office import OLD_OFFICE_ENGINES
    from understudy.parsing.pdf.engines import PDF_ENGINES
    from understudy.parsing.vision.plugins import SEERS
    from understudy.retrieval import EMBEDDERS, INDEXES
    from understudy.synthesis.drafts import KINDS
    from understudy.synthesis.plugins import JUDGES, PROVIDERS

    return [
        PARSERS,
        PDF_ENGINES,
        OLD_OFFICE_ENGINES,
        SEERS,
        RECOGNISERS,
        STEPS,
        PROVIDERS,
        KINDS,
        JUDGES,
        FORMATS,
        EMBEDDERS,
        INDEXES,
        METRICS,
    ]


PLUGINS = COMMANDS.register("plugins")(Command(run))
