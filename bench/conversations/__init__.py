"""Benchmarks of chats: a million messages through the stages that make a dataset of them."""
