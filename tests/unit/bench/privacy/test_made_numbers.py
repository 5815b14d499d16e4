import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.privacy.numbers import (
    base58check,
    is_inn,
    is_luhn,
    is_snils,
    is_ssn,
    made,
    segwit,
    with_iban_digits,
)


def test_checks_know_published_examples() -> None:
    """Of the standards and of the offices that give the numbers."""
    assert is_luhn("4111 1111 1111 1111")
    assert not is_luhn("4111 1111 1111 1112")
    assert is_inn("7707083893")  # a bank's
    assert is_inn("500100732259")
    assert not is_inn("7707083894")
    assert is_snils("112-233-445 95")  # of the order 192p
    assert not is_snils("112-233-445 96")
    assert not is_ssn("666-12-3456")
    assert "GB82 WEST 1234 5698 7654 32" == with_iban_digits("GB00 WEST 1234 5698 7654 32")


def test_wallets_are_those_of_the_standards() -> None:
    """Examples of BIP 173, BIP 350 and the first block."""
    program = bytes.fromhex("751e76e8199196d454941c45d1b3a323f1433bd6")
    key = bytes.fromhex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
    genesis = bytes.fromhex("62e907b15cbf27d5425399ebf6f0fb50ebb88f18")

    assert "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4" == segwit("bc", 0, program)
    assert "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0" == segwit("bc", 1, key)
    assert "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa" == base58check(b"\0" + genesis)


@given(seed=st.text(max_size=8))
@pytest.mark.parametrize(
    ("kind", "pattern", "check"),
    [
        ("CARD", "4### #### #### ####", is_luhn),
        ("INN", "############", is_inn),
        ("SNILS", "###-###-### ##", is_snils),
        ("SSN", "###-##-####", is_ssn),
    ],
)
def test_a_made_number_passes_its_check(kind: str, pattern: str, check: object, seed: str) -> None:
    """And has the form of its pattern."""
    value = made(kind, pattern, seed)

    assert callable(check)
    assert check(value)
    assert re.sub(r"\d", "#", value) == re.sub(r"\d", "#", pattern)
    assert value == made(kind, pattern, seed)


def test_a_broken_number_fails_its_check() -> None:
    """What only looks like a card must stay."""
    assert not is_luhn(made("", "#### #### #### ####!luhn", "a"))
    assert not is_inn(made("", "##########!inn", "a"))
