"""Exports of WhatsApp: lines, dates, names, and what the app itself writes."""
