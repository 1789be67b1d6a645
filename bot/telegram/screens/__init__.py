"""What the user sees, as values: pure functions of texts and data, each giving text and keyboard together."""
