"""Photos as they arrive: the format is told by the first bytes, whatever the client calls it."""

from base64 import b64encode

from sandbox.telegram.errors import bad_request

FORMATS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}


def data_url(content: bytes) -> str:
    """The photo for a page to show. 400 for anything else, as the real one has it."""
    for start, name in FORMATS.items():
        if content.startswith(start):
            return f"data:image/{name};base64,{b64encode(content).decode()}"
    raise bad_request("IMAGE_PROCESS_FAILED")
