"""What is measured, in the order of the report: each name is a module here."""

SECTIONS = ("polls", "delivery", "schedule", "taps", "wallet", "replicas", "whole", "start")
