"""The words of the house: models, errors and protocols. Imports nothing of ours."""
