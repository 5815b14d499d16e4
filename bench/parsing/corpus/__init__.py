"""Documents whose truth is known, since code writes both: see `bench/parsing/README.md`."""
