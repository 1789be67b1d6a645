"""Reads the parameters of a call as clients send them: query string, form, multipart with files, or JSON."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from pydantic import ValidationError

from sandbox.telegram.errors import ApiError, bad_request

LARGEST_BODY = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    content: bytes = field(repr=False)

    def __str__(self) -> str:
        return f"a file of {len(self.content)} bytes"


async def read_parameters(request: web.Request) -> dict[str, Any]:
    """Raises `ApiError` 400 for JSON that is none, 413 for a body over 20 MB."""
    parameters: dict[str, Any] = dict(request.query)
    try:
        parameters |= await _read_body(request.clone(client_max_size=LARGEST_BODY))
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    uploads = {name: value for name, value in parameters.items() if isinstance(value, Upload)}
    for name, value in list(parameters.items()):
        if isinstance(value, str) and value.startswith("attach://"):
            key = value.removeprefix("attach://")
            if key in uploads:
                parameters[name] = uploads[key]
                parameters.pop(key, None)
    return parameters


async def _read_body(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad_request("object expected as parameters")
        return body
    form = await request.post()
    return {
        name: Upload(value.file.read()) if isinstance(value, web.FileField) else value for name, value in form.items()
    }


def refusal(error: ValidationError) -> ApiError:
    """Names the first field that is wrong, so that a bot's mistake is found at once."""
    first = error.errors(include_url=False, include_input=False)[0]
    name = ".".join(str(part) for part in first["loc"]) or "parameters"
    if first["type"] == "extra_forbidden":
        return bad_request(f'unknown field "{name}"')
    if first["type"] == "missing":
        return bad_request(f'field "{name}" is not specified')
    return bad_request(f'field "{name}" is wrong: {first["msg"]}')
