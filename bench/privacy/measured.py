"""Recall and precision of the finders of personal data: ``python -m bench privacy [OPTIONS]``.

Each sentence goes through step ``anonymise`` as in the stage, with the names of its chat known. A
labelled span is found when all of it is hidden; a hidden one is right when it covers some of a
labelled one. Structured kinds are counted together and each alone, names with and without a chat
whose participants are known. Intervals are exact (Clopper-Pearson, 95 %).
"""

import argparse
import json
from collections.abc import Mapping
from types import MappingProxyType

from bench.privacy.cases import FOLDER, LANGUAGES, UNSEEN, Case, read_cases
from bench.privacy.scores import SAME, Counts, Hidden
from understudy.cleaning.edits import settle
from understudy.cleaning.finding import pseudonym
from understudy.cleaning.names.roster import Roster
from understudy.cleaning.params import CleanParams
from understudy.cleaning.pseudonyms import PUBLIC_KEY, Pseudonyms
from understudy.cleaning.stepping import STEPS, Context

NAMES = {"en": "given_names", "ru": "natasha"}
"""Finder of names that nobody listed, by language."""
PARTS = ("all", "held")
NO_MODELS: Mapping[str, str] = MappingProxyType({})
FIGURES = FOLDER / "figures.json"
FIRST_SEEN = FOLDER / "first_seen.json"
"""Figures of later authors' sentences before anybody had read an error; never written again."""
GROUPS = MappingProxyType({"structured": "structured", "PERSON": "names"})
"""What a later author's sentences are too few to split further than, and how the page calls it."""
PAGE = FOLDER.parents[1] / "docs" / "privacy.md"
BEGIN, END = "<!-- python -m bench privacy -->\n", "<!-- end -->"
"""Between these, the page shows the figures of the last arm."""
Figures = dict[str, dict[str, dict[str, dict[str, dict[str, float | int | None]]]]]


def main(options: list[str]) -> None:
    """Measure and print tables; without options, write ``figures.json`` and docs/privacy.md too."""
    parser = argparse.ArgumentParser(prog="python -m bench privacy", description=__doc__)
    parser.add_argument("--finders", help="names with commas between; the shipped ones and more")
    parser.add_argument("--errors", action="store_true", help="show what went wrong on dev")
    parser.add_argument(
        "--spacy", action="append", default=[], metavar="LANGUAGE=MODEL", help="model of a language"
    )
    chosen = parser.parse_args(options)
    models = dict(pair.split("=", maxsplit=1) for pair in chosen.spacy)
    if chosen.errors:
        finders = tuple(chosen.finders.split(",")) if chosen.finders else arms()["with names"]
        print_errors(finders, models)
        return
    measured = {"chosen": tuple(chosen.finders.split(","))} if chosen.finders else arms()
    found = {arm: measure(finders, models) for arm, finders in measured.items()}
    for arm, finders in measured.items():
        print(f"\n{arm}: {', '.join(finders)}\n\n{table(found[arm])}\n\n{unseen(found[arm])}")
    if not chosen.finders:
        figures = {arm: {"finders": measured[arm], "figures": found[arm]} for arm in found}
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(shown(PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")


def shown(page: str, found: dict[str, Figures]) -> str:
    """Return the page with the figures of the last arm in the place that is marked for them."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    last = found[[*found][-1]]
    return f"{before}{BEGIN}{table(last)}\n\n{unseen(last)}\n{END}{after}"


def arms() -> dict[str, tuple[str, ...]]:
    """Return what is measured: the shipped finders, and those with the ones of unlisted names."""
    shipped = CleanParams().anonymise.finders
    more = tuple(name for name in NAMES.values() if name not in shipped)
    return {"shipped": shipped, "with names": (*shipped, *more)}


def measure(finders: tuple[str, ...], models: Mapping[str, str] = NO_MODELS) -> Figures:
    """Return language -> part -> kind -> recall and precision."""
    figures: Figures = {}
    for language in LANGUAGES:
        counted = {part: Counts() for part in PARTS}
        known = {"names, chat known": Counts(), "names, nobody known": Counts()}
        for case in read_cases(language):
            hidden = hide(case, finders, models)
            counted["all"].add(case, hidden)
            if case.part == "held":
                counted["held"].add(case, hidden)
            who = "names, chat known" if case.participants else "names, nobody known"
            known[who].add(case, hidden)
        figures[language] = {part: counts.figures() for part, counts in counted.items()}
        for name, counts in known.items():
            figures[language]["all"][name] = counts.figures()["PERSON"]
    for name in UNSEEN:
        counts = Counts()
        for case in read_cases(name):
            counts.add(case, hide(case, finders, models))
        figures[name] = {"all": counts.figures()}
    return figures


def hide(
    case: Case, finders: tuple[str, ...], models: Mapping[str, str] = NO_MODELS
) -> list[Hidden]:
    """Return the runs of a sentence that step ``anonymise`` hides, in order.

    Args:
        case: The sentence.
        finders: Names of finders, in order of precedence.
        models: Language to the model of finder ``spacy``.
    """
    spacy = {language: {"name": model} for language, model in models.items()}
    params = CleanParams.model_validate({"anonymise": {"finders": finders, "spacy": spacy}})
    roster = Roster(None, case.participants)
    present = frozenset(roster.keys_of(dict.fromkeys(case.participants)).values())
    context = Context(params, roster, Pseudonyms(PUBLIC_KEY, 6), present)
    step = STEPS["anonymise"]
    edits = settle(case.text, lambda text: step(text, context), where=case.text)
    hidden = []
    for edit in edits:
        made = pseudonym().search(edit.replacement)
        assert made is not None, "step anonymise puts pseudonyms"
        kind = made[0].rpartition("-")[0]
        hidden.append(Hidden(edit.start, edit.end, SAME.get(kind, kind)))
    return hidden


def table(figures: Figures) -> str:
    """Return the figures of all sentences and of the held half as a table in Markdown."""
    lines = [
        "| | kind | recall | 95 % | held | precision | 95 % | held |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for language in LANGUAGES:
        parts = figures[language]
        for kind, measured in parts["all"].items():
            held = parts["held"].get(kind, {})
            cells = [
                cell
                for name in ("recall", "precision")
                for cell in _cells(measured[name], held.get(name))
            ]
            lines.append(f"| {language} | {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def unseen(figures: Figures) -> str:
    """Return the figures of later authors, and the first that each ever had, as a table."""
    first = json.loads(FIRST_SEEN.read_text(encoding="utf-8"))
    lines = [
        "| author | | | recall, first | 95 % | precision, first | 95 % "
        "| recall now | precision now |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name in UNSEEN:
        author, _, language = name.partition("_")
        for kind, called in GROUPS.items():
            then, now = first[name][kind], figures[name]["all"][kind]
            shares = ("recall", "precision")
            cells = [cell for what in shares for cell in _cells(then[what], None)[:2]]
            cells += [_cells(now[what], None)[0] for what in shares]
            lines.append(f"| {author} | {language} | {called} | {' | '.join(cells)} |")
    return "\n".join(lines)


def print_errors(finders: tuple[str, ...], models: Mapping[str, str] = NO_MODELS) -> None:
    """Show what is missed and what is wrongly hidden on ``dev``."""
    for language in LANGUAGES:
        for case in read_cases(language):
            if case.part != "dev":
                continue
            alone = Counts()
            hidden = hide(case, finders, models)
            alone.add(case, hidden)
            missed = alone.labelled - alone.found
            wrong = alone.hidden - alone.right
            if missed or wrong:
                shown = [case.text[run.start : run.end] for run in hidden]
                said = f"missed {dict(missed)} wrong {dict(wrong)}; hid {shown}"
                print(f"{language}: {case.text!r} {said}")


def _cells(
    measured: dict[str, float | int | None], held: dict[str, float | int | None] | None
) -> list[str]:
    value, low, high = measured["value"], measured["low"], measured["high"]
    if value is None or low is None or high is None:
        return ["-", "-", "-"]
    part = "-" if held is None or held["value"] is None else f"{held['value']:.3f}"
    return [
        f"{value:.3f} ({measured['hits']} of {measured['of']})",
        f"[{low:.3f}, {high:.3f}]",
        part,
    ]
