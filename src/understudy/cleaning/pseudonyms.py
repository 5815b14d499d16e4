"""The same person, address or number gets the same pseudonym everywhere, and only under one key.

A pseudonym is a keyed hash (HMAC-SHA256) of what it hides, so no table of names is kept. The key is
a secret and stands in the environment; because it changes the result, its fingerprint stands in
params.yaml, and another key is refused.
"""

import functools
import hashlib
import hmac
import os
from collections.abc import Iterable

from understudy.core.errors import SetupError

KEY_VARIABLE = "UNDERSTUDY_PSEUDONYM_KEY"
PUBLIC_KEY = "public"

# A fingerprint is published: guessing the key from it must cost more than one hash a guess.
_ROUNDS = 200_000


class Pseudonyms:
    """Makes pseudonyms under one key.

    Args:
        key: The secret.
        digits: Hexadecimal digits of a pseudonym, 4 to 16.
    """

    def __init__(self, key: str, digits: int) -> None:
        self._key = key.encode()
        self.digits = digits

    def make(self, kind: str, identity: str) -> str:
        """Return the pseudonym of somebody or something, e.g. ``PERSON-3f2a91``."""
        return f"{kind}-{self.tag(f'{kind} {identity}', self.digits)}"

    def tag(self, identity: str, digits: int) -> str:
        """Return hexadecimal digits that only the key's owner can make from ``identity``."""
        return hmac.digest(self._key, identity.encode(), "sha256").hex()[:digits]

    def check_distinct(self, kind: str, identities: Iterable[str]) -> None:
        """Refuse pseudonyms so short that two identities share one.

        Raises:
            SetupError: Two do; the message says how many digits are enough.
        """
        distinct = set(identities)
        enough = self.digits
        while len({self.tag(f"{kind} {one}", enough) for one in distinct}) < len(distinct):
            enough += 1
        if enough > self.digits:
            raise SetupError(
                f"clean.anonymise.digits: with {self.digits} digits two of {len(distinct)} "
                f"{'people' if kind == 'PERSON' else f'identifiers ({kind})'} share a pseudonym. "
                f"Set it to {enough} or more."
            )


@functools.cache
def fingerprint(key: str) -> str:
    """Return what params.yaml says of a key: 16 hexadecimal digits."""
    derived = hashlib.pbkdf2_hmac("sha256", key.encode(), b"understudy pseudonym key", _ROUNDS)
    return derived.hex()[:16]


def from_environment(key_fingerprint: str, digits: int) -> Pseudonyms:
    """Take the key of ``UNDERSTUDY_PSEUDONYM_KEY``, else the published demo key.

    Raises:
        SetupError: It is not the key that made the fingerprint.
    """
    given = os.environ.get(KEY_VARIABLE)
    key = given or PUBLIC_KEY
    found = fingerprint(key)
    if found != key_fingerprint:
        what = f"clean.anonymise.key_fingerprint is {key_fingerprint}"
        if not given:  # never lead back to the published key: somebody's own has been forgotten
            raise SetupError(
                f"{what}, which is not the demo key's, and {KEY_VARIABLE} is unset. Set it to the "
                "key that belongs to the fingerprint."
            )
        raise SetupError(
            f"{what}, but the key in {KEY_VARIABLE} has {found}. Set the key that belongs to it, "
            f"or write {found} into params.yaml to use this one."
        )
    return Pseudonyms(key, digits)
