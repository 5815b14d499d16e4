"""Exports of Facebook, Instagram and Messenger."""
