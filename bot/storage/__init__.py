"""The only code that knows Redis: key names, Lua scripts, records, and the embedded server."""
