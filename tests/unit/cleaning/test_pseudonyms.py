import hashlib
import hmac

import pytest

from understudy.cleaning.finding import pseudonym
from understudy.cleaning.params import AnonymiseParams
from understudy.cleaning.pseudonyms import (
    KEY_VARIABLE,
    PUBLIC_KEY,
    Pseudonyms,
    fingerprint,
    from_environment,
)
from understudy.core.errors import SetupError


def test_a_pseudonym_is_a_keyed_hash() -> None:
    """Against the standard library; another key gives another pseudonym."""
    digest = hmac.new(b"key", b"PERSON anna", hashlib.sha256).hexdigest()

    assert f"PERSON-{digest[:6]}" == Pseudonyms("key", 6).make("PERSON", "anna")
    assert Pseudonyms("key", 6).make("PERSON", "anna") != Pseudonyms("k", 6).make("PERSON", "anna")
    assert pseudonym().fullmatch(Pseudonyms("key", 16).make("EMAIL", "a"))


def test_the_default_is_the_published_demo_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the tour runs without a secret, and says so by its fingerprint."""
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    assert fingerprint(PUBLIC_KEY) == AnonymiseParams().key_fingerprint

    made = from_environment(AnonymiseParams().key_fingerprint, 6)
    assert Pseudonyms(PUBLIC_KEY, 6).make("PERSON", "a") == made.make("PERSON", "a")


def test_another_key_is_refused_with_its_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message holds what to write into params.yaml, never the key."""
    monkeypatch.setenv(KEY_VARIABLE, "hunter2")

    with pytest.raises(SetupError, match=f"{KEY_VARIABLE} has {fingerprint('hunter2')}") as caught:
        from_environment(AnonymiseParams().key_fingerprint, 6)
    assert "hunter2" not in str(caught.value)
    assert from_environment(fingerprint("hunter2"), 6)

    monkeypatch.delenv(KEY_VARIABLE)
    with pytest.raises(SetupError, match=f"{KEY_VARIABLE} is unset. Set it") as caught:
        from_environment(fingerprint("hunter2"), 6)
    assert fingerprint(PUBLIC_KEY) not in str(caught.value)


def test_people_never_share_a_pseudonym() -> None:
    """A clash is found before the first record, and the remedy is a number."""
    crowd = [f"person {i}" for i in range(2000)]

    with pytest.raises(SetupError, match=r"with 4 digits two of 2000 .* Set it to (\d+)") as caught:
        Pseudonyms("key", 4).check_distinct("PERSON", crowd)
    enough = int(str(caught.value).rsplit(" ", 3)[-3])
    Pseudonyms("key", enough).check_distinct("PERSON", crowd)
    made = {Pseudonyms("key", enough).make("PERSON", one) for one in crowd}
    assert 2000 == len(made)
