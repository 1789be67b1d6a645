"""What is measured, in the order of the report: each name is a module here."""

SECTIONS = (
    "looks",
    "delivery",
    "replicas",
    "database",
    "taps",
    "catalogue",
    "cadence",
    "start",
    "collector",
    "libraries",
    "whole",
)
