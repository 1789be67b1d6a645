"""Activations, from the tap on Buy to their end."""
