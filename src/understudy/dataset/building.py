"""The whole of the build stage: records in, a dataset whose splits share nothing out."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import SPLITS
from understudy.dataset import description, leaks
from understudy.dataset.drafts import Final
from understudy.dataset.format import FORMATS, Format, bared
from understudy.dataset.groups import Components, connect
from understudy.dataset.holdout import held_out_rows
from understudy.dataset.material import Inputs, Material, read_material
from understudy.dataset.mixing import Mixture
from understudy.dataset.params import BuildParams
from understudy.dataset.publishing import Made, Written, describe, write_records
from understudy.dataset.sampling import (
    Drawn,
    Tallies,
    contrast_samples,
    make_samples,
    train_samples,
    unused_rows,
)
from understudy.dataset.selection import Selection, read_scores
from understudy.dataset.split import Members, check_filled, memberships, warn_untrained
from understudy.dataset.timing import Dealt, deal, spans_of
from understudy.dataset.twins import twins_of


def make_dataset(params: BuildParams, inputs: Inputs, dataset: Path, report: Path) -> None:
    """Write the dataset and the proof that its splits share nothing.

    Args:
        params: Section ``build`` of params.yaml.
        inputs: Files of the stages before.
        dataset: Folder to write.
        report: Metrics file to write.

    Raises:
        SetupError: Parameters do not fit the data, a split is too thin, a component too large, too
            many rows are unusable, or splits share what they must not.
    """
    material = read_material(params, inputs)
    held_out = held_out_rows(material.rows, params.hold_out)
    tallies = Tallies(dataset, params.max_dropped)
    drawn = make_samples(params, material, held_out, tallies, dataset)
    if not drawn.samples:
        tallies.write(report)  # over the limit, it says why
        raise SetupError(_no_samples(params, material, tallies))
    chats = material.chats.values()
    twins = twins_of(material.near, material.chunks, material.places)
    components = connect(drawn.samples, material.chunks, params, chats, twins, drawn.dialogues)
    judged = (sample.id for sample in material.samples)
    selection = Selection(params, read_scores(inputs.verdicts), judged, held_out)
    dealt = _by_time(params, material, drawn, components)
    members = memberships(components.names(), params.split, params.seed, dealt.splits)
    joined = description.joins(components, members.components)
    del components, chats
    made = _deal(params, material, drawn, members, selection, tallies)
    written = write_records(dataset, made, _formats(params), inputs.tokenizer)
    facts = {
        **_counts(params, made, written),
        "components": joined,
        "unused_rows": unused_rows(params, material),
        **({"chats": tallies.chats} if material.chats else {}),
        **({"time": dealt.facts} if dealt.facts else {}),
    }
    more = _more(dataset, material, written)
    # The proof reads the samples anew; of those that were made nothing need stay in memory.
    del drawn, dealt, members, made, written
    found = leaks.find_leaks(dataset, material.chunks, held_out, params, twins)
    facts["leaks"] = leaks.summary(found)
    describe(dataset, params, inputs, counts=tallies.counts(), **facts, **more)
    tallies.write(report, **facts)
    leaks.check(found)


def _more(dataset: Path, material: Material, written: Written) -> dict[str, Any]:
    """Say what the manifest alone holds."""
    return {
        "sizes": written.totals.sizes(),
        "lengths": written.totals.lengths(),
        **({"tokens": written.tokens.lengths()} if written.tokens else {}),
        "outputs": {name: jsonl.sha256(dataset / name) for name in written.files},
        "earlier": material.manifests,
    }


def _formats(params: BuildParams) -> dict[str, Format]:
    formats = {name: FORMATS[name] for name in params.formats}
    return {name: bared(one) for name, one in formats.items()} if params.bare else formats


def _counts(params: BuildParams, made: Made, written: Written) -> dict[str, Any]:
    """Say what stands in the splits; absent is what there was none of."""
    mix = made.mixture.facts()
    return {
        "splits": written.totals.shares(params.split),
        "collections": written.totals.by_collection(),
        **({"mix": mix} if mix else {}),
        **({"exports": written.exports} if written.exports else {}),
    }


def _deal(
    params: BuildParams,
    material: Material,
    drawn: Drawn,
    members: Members,
    selection: Selection,
    tallies: Tallies,
) -> Made:
    """Give every sample the split of its component, and leave out what the parameters say."""
    split = members.splits
    kept = selection.keep(drawn.samples, split, tallies.left_out)
    if not kept:
        raise SetupError(_no_samples(params, material, tallies))
    check_filled(members, kept, params.split, params.seed, tallies.losses())
    warn_untrained(members, kept)
    held = {name: [draft for draft in kept if split[draft.node] == name] for name in SPLITS}
    splits: dict[str, Iterable[Final]] = {
        name: map(drawn.samples.final, drafts) for name, drafts in held.items()
    }
    train = partial(train_samples, params, material, drawn, held["train"], tallies)
    mixture = Mixture(train(), params)
    splits["train"] = mixture.apply(train())
    return Made(
        splits=splits,
        contrast=contrast_samples(params, material, split, tallies),
        members=members,
        withheld=filter(selection.is_held_out, material.rows) if params.hold_out else (),
        prompt=material.prompt,
        mixture=mixture,
    )


def _no_samples(params: BuildParams, material: Material, tallies: Tallies) -> str:
    """Say why there are no samples: what was left out, and what no parameter names."""
    losses, unused = tallies.losses(), unused_rows(params, material)
    why = []
    if losses:
        why.append(
            f"left out were {losses}. build.chats says which replies are, build.min_score and "
            "build.shares which samples"
        )
    if unused:
        named = ", ".join(f"{number} of {name}" for name, number in unused.items())
        why.append(f"neither build.rows nor build.ready names these rows: {named}")
    if not why:
        why.append(
            "no conversation, row or synthesized sample was given or usable. Check build.chats, "
            "build.rows and the outputs of the stages before"
        )
    return f"no samples: {'; '.join(why)}."


def _by_time(
    params: BuildParams, material: Material, drawn: Drawn, components: Components
) -> Dealt:
    """Say which components no hash deals."""
    if params.split.by == "hash":
        return Dealt({}, {})
    spans = spans_of(material.conversations, material.rows, params.split)
    sampled = (draft.node for draft in drawn.samples)
    return deal(components.names(), sampled, spans, params.split)
