"""Which links Telegram takes in `<a href>` and in a button, and how it writes them."""

from urllib.parse import urlsplit

SCHEMES = ("http", "https", "tg", "ton")


def checked_link(url: str) -> str | None:
    """The link with its scheme and path, `None` for one that Telegram drops without a word."""
    url = url.strip()
    if "://" not in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or any(character.isspace() for character in url):
        return None
    if parts.scheme.lower() not in ("http", "https"):
        return url
    if "." not in parts.netloc and not parts.netloc.startswith("localhost"):
        return None
    return url if parts.path or parts.query or parts.fragment else f"{url}/"
