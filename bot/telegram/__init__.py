"""The only code that knows aiogram: buttons, screens, handlers, and the way a message reaches its user."""
