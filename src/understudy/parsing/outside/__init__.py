"""Engines that live in a Python environment of their own, and the way to them.

`serving` and the engines beside it run there: they import nothing of ours. `workers` starts and
asks them, `environments` knows where they are installed, `installing` puts them there.
"""
