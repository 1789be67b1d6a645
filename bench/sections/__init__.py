"""What is measured, in the order of the report: each name is a module here."""

SECTIONS = ("polls", "delivery", "schedule", "taps", "wallet", "replicas", "whole", "start")
BY_NAME = ("earlier",)
"""Measured only where it is named: it needs another checkout."""
