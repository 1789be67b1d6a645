"""What the bot counts and measures, as Prometheus reads it: the only part that knows prometheus_client."""
