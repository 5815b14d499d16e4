"""What a plug-in says of itself: for the command line and for the generated pages."""

import inspect
import re
import sys
from typing import Any

from understudy.core.registry import Registry

_SENTENCE = re.compile(r"(.*?(?<!e\.g)(?<!i\.e)(?<!cf)[.!?])(?=\s+[A-ZА-Я`]|$)")


def plugin_sentences(registry: Registry[Any], name: str) -> list[str]:
    """Return the first sentence of a plug-in's file, then that of its own docstring.

    An object's docstring is its class's, which says something of this plug-in only when the class
    stands in the plug-in's file. A plug-in without words has none.
    """
    plugin = registry[name]
    own = plugin if inspect.isroutine(plugin) or inspect.isclass(plugin) else type(plugin)
    files = [
        module
        for place, module in sorted(sys.modules.items())
        if place.startswith(registry.package + ".")
        and (place == own.__module__ or any(value is plugin for value in vars(module).values()))
    ]
    words = [module.__doc__ for module in files[:1]]
    words += [own.__doc__ for module in files[:1] if own.__module__ == module.__name__]
    return [first_sentence(one) for one in words if one]


def first_sentence(words: str | None) -> str:
    """Return the first sentence of a docstring, on one line.

    >>> first_sentence("Hide names, e.g. of people. Others stay.")
    'Hide names, e.g. of people.'
    """
    paragraph = " ".join(inspect.cleandoc(words or "").split("\n\n", maxsplit=1)[0].split())
    found = _SENTENCE.match(paragraph)
    return found[1] if found else paragraph
