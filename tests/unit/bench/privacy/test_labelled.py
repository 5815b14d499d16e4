import json
import re

import pytest
from stdnum import iban, luhn
from stdnum.gb import nhs
from stdnum.ru import inn
from stdnum.us import itin, ssn

from bench.privacy.cases import (
    FOLDER,
    KINDS,
    LANGUAGES,
    UNSEEN,
    Case,
    marked,
    read_cases,
    source_lines,
    written,
)
from bench.privacy.numbers import is_inn, is_luhn, is_policy, is_snils, is_ssn, with_iban_digits
from understudy.cleaning.stepping import STEPS
from unit.cleaning.crowd import context

FEWEST, FEWEST_UNSEEN = 300, 100


def values(kind: str, names: tuple[str, ...] = LANGUAGES) -> list[str]:
    return [
        case.text[start:end]
        for name in names
        for case in read_cases(name)
        for start, end, found in case.spans
        if found == kind
    ]


@pytest.mark.parametrize("name", (*LANGUAGES, *UNSEEN))
def test_the_sentences_are_those_of_the_source(name: str) -> None:
    """Whoever edits one makes the other anew: python -m bench.privacy.cases."""
    assert [marked(line) for line in source_lines(name)] == read_cases(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_and_a_third_hold_nothing(language: str) -> None:
    """At least 300 sentences, all different, in two halves."""
    cases = read_cases(language)

    assert FEWEST <= len({case.text for case in cases}) == len(cases)
    assert len(cases) <= 3 * sum(not case.spans for case in cases)
    assert 0.4 < sum(case.part == "held" for case in cases) / len(cases) < 0.6
    assert set(KINDS) == {kind for case in cases for *_, kind in case.spans}


@pytest.mark.parametrize("name", UNSEEN)
def test_unseen_sentences_are_others(name: str) -> None:
    """At least 100, a third of them with nothing personal, none of them in another set."""
    cases = read_cases(name)
    others = {*LANGUAGES, *UNSEEN} - {name}
    elsewhere = {case.text for other in others for case in read_cases(other)}

    assert len({case.text for case in cases} - elsewhere) == len(cases) >= FEWEST_UNSEEN
    assert 0.32 * len(cases) <= sum(not case.spans for case in cases)


@pytest.mark.parametrize("name", (*LANGUAGES, *UNSEEN))
def test_labels_lie_in_the_text_and_apart(name: str) -> None:
    """Without white space at their ends."""
    for case in read_cases(name):
        ends = [0, *(place for span in case.spans for place in span[:2]), len(case.text)]
        assert sorted(ends) == ends, case.text
        for start, end, _ in case.spans:
            assert case.text[start:end].strip() == case.text[start:end] != "", case.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_step_normalise_leaves_the_sentences_as_they_are(language: str) -> None:
    """So labels are offsets of what the finders see."""
    step = STEPS["normalise"]

    assert [] == [case.text for case in read_cases(language) if step(case.text, context())]


def test_structured_numbers_pass_their_checks() -> None:
    """Else a rule that knows the check would be measured on numbers that do not exist."""
    assert all(map(is_luhn, values("CARD")))
    assert all(map(is_inn, values("INN")))
    assert all(map(is_snils, values("SNILS")))
    assert all(map(is_ssn, values("SSN")))
    assert all(map(is_policy, values("POLICY")))
    for number in values("IBAN"):
        assert with_iban_digits(number) == number


def test_unseen_numbers_pass_the_checks_of_a_library() -> None:
    """Of python-stdnum; it has none for SNILS."""
    assert all(luhn.is_valid(re.sub(r"\D", "", card)) for card in values("CARD", UNSEEN))
    assert all(map(inn.is_valid, values("INN", UNSEEN)))
    assert all(map(iban.is_valid, values("IBAN", UNSEEN)))
    for number in values("SSN", UNSEEN):
        digits = re.sub(r"\D", "", number)
        assert ssn.is_valid(digits) or itin.is_valid(digits)
    assert all(map(is_snils, values("SNILS", UNSEEN)))
    assert sum(map(nhs.is_valid, values("POLICY", UNSEEN))) >= 2
    assert all(map(is_policy, values("POLICY", UNSEEN)))


def test_no_key_stands_in_the_files_as_guards_look_for_it() -> None:
    """A guard of a repository is not alarmed, and a reader of JSON sees the key."""
    for name in (*LANGUAGES, *UNSEEN):
        text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
        assert not re.search(r"sk_live_|ghp_|xoxb-|glpat-|-----BEGIN", text)
        is_there = any("ghp_" in marked(line).text for line in source_lines(name))
        assert is_there == any("ghp_" in json.loads(line)["text"] for line in text.splitlines())


def test_a_line_of_the_source_becomes_a_case() -> None:
    """Labels, made numbers, who is known, line ends."""
    case = marked(r"<Ann Lee; Bo> ask [PERSON:Ann],\nid {~####!luhn}, ip [IP:192.0.2.1]")

    assert ("Ann Lee", "Bo") == case.participants
    assert ["Ann", "192.0.2.1"] == [case.text[start:end] for start, end, _ in case.spans]
    assert re.fullmatch(r"ask Ann,\nid \d{4}, ip 192.0.2.1", case.text)
    row = json.loads(written(case))
    assert case == Case(row["text"], tuple(map(tuple, row["spans"])), tuple(row["participants"]))
