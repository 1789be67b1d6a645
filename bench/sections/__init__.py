"""What is measured, in the order of the report: each name is a module here."""

SECTIONS = (
    "taps",
    "catalogue",
    "start",
)
