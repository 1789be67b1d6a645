"""Both outside worlds on one's own machine: an SMS-Man and a Telegram with a chat page. Knows nothing of the bot."""
