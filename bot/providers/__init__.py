"""Who sells numbers, and the guard around any of them."""
