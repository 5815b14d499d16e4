"""How much of personal data cleaning misses: a sample to review, and the rate that it proves."""

import argparse
from pathlib import Path

from understudy.command import COMMANDS, Command
from understudy.core import jsonl, pipeline
from understudy.core.errors import SetupError

REVIEW = Path("review.csv")


def run(options: argparse.Namespace) -> None:
    """Measure what cleaning misses: `sample` texts for a reviewer, then the `rate` they prove."""
    cleaned = pipeline.made(pipeline.load(Path()).path("clean", "cleaned"))
    if options.action == "sample":
        _sample(cleaned, options)
    else:
        _rate(cleaned, options)


def _sample(cleaned: Path, options: argparse.Namespace) -> None:
    from understudy.auditing import reviewing

    if options.file.exists() and not options.force:
        raise SetupError(
            f"{options.file} exists, and may hold somebody's review. Give another name, or --force."
        )
    drawn = reviewing.draw(cleaned, options.count, options.seed)
    jsonl.write_text(options.file, reviewing.sheet(drawn, reviewing.state_of(cleaned)))
    print(f"{len(drawn)} of the cleaned texts are in {options.file}")
    print(
        "in each: x into 'checked', what should have been hidden into 'missed' (| between several)"
    )
    print(f"then: understudy pii rate {options.file}. Keep the file out of git: it is data.")


def _rate(cleaned: Path, options: argparse.Namespace) -> None:
    from understudy.auditing import reviewing

    found = reviewing.read_review(options.file)
    facts = reviewing.rate(found, cleaned)
    output = options.output or reviewing.RATE
    jsonl.write_json(output, facts)
    recall = facts["recall"]
    print(
        f"missed something in {found.missed_in} of {found.checked} texts: "
        f"{facts['miss_rate']:.1%}, at most {facts['upper_95']:.1%} (95 %, exact)"
    )
    if recall is not None:
        print(
            f"hidden {found.hidden} of {found.hidden + found.missed}: recall {recall['value']:.3f} "
            f"[{recall['low']:.3f}, {recall['high']:.3f}]"
        )
    print(f"written to {output}: among --manifests of stage build, the dataset card tells it")


def _options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="sample|rate")
    sample = actions.add_parser("sample", help="draw cleaned texts for a reviewer")
    sample.add_argument("-n", "--count", type=_positive, default=300, help="how many (300)")
    sample.add_argument("--seed", type=int, default=0, help="another one draws others")
    sample.add_argument("-o", "--file", type=Path, default=REVIEW, help=f"CSV to write ({REVIEW})")
    sample.add_argument("--force", action="store_true", help="overwrite it")
    rate = actions.add_parser("rate", help="turn the review into a rate with an exact bound")
    rate.add_argument("file", type=Path, nargs="?", default=REVIEW, help=f"the review ({REVIEW})")
    words = "JSON to write (data/privacy.json)"
    rate.add_argument("-o", "--output", type=Path, help=words)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


PII = COMMANDS.register("pii")(Command(run, _options))
