"""What is for sale, sorted and searchable."""
