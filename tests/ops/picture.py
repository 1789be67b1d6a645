"""`python -m tests.ops.picture FILE [SECONDS]`: the dashboard of ops/, as Prometheus answers its queries in a real run.

Two replicas over the sandbox, with some people who buy and a provider that fails now and then. A Prometheus with
the rules of ops/ asks both. Grafana is not needed: each panel's queries are put to Prometheus, and drawn here.
"""

import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import matplotlib
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer, unused_port
from ruamel.yaml import YAML

from bot.storage.embedded import EmbeddedValkey
from sandbox.smsman import SmsMan as Sandbox
from sandbox.telegram import Telegram
from tests.ops.watching import ALERTS, panels
from tests.stories.chat import BOT_TOKEN, labels
from tests.stories.outside import Outside
from tests.world import TOKEN

STEP = 2
COLUMNS = 24
NO_CAPS = dict.fromkeys(
    ("MAX_ACTIVE", "MAX_PURCHASES_HOUR", "MAX_PURCHASES_DAY", "MAX_SPENDING_DAY", "MAX_UNUSED", "MAX_SPENDING_DAY_ALL"),
    "0",
)


async def live(outside: Outside, user: int) -> None:
    """One person who buys, waits for the code or cancels, and begins again; for ever."""
    chance = random.Random(user)
    outside.telegram.add_user(user, f"Person {user}", "en")

    seen: list[str] = []

    async def newest(wanted: str) -> tuple[int, str]:
        """The newest message of the bot, once it has other buttons than before and one like this; and that button."""
        async with asyncio.timeout(20):
            while True:
                message = outside.telegram.messages(user)[-1]
                found = [label for label in labels(message) if wanted in label]
                if found and labels(message) != seen:
                    seen[:] = labels(message)
                    return message["id"], found[0]
                await asyncio.sleep(0.05)

    while True:
        with suppress(TimeoutError, ValueError, LookupError):
            seen.clear()
            outside.telegram.send_text(user, "/start")
            for wanted in ("Buy a number", "", "", "Buy"):
                message_id, label = await newest(wanted)
                await asyncio.sleep(chance.uniform(0.5, 2))
                outside.telegram.tap(user, message_id, label=label)
            message_id, label = await newest("Cancel")
            await asyncio.sleep(chance.uniform(5, 30))
            if chance.random() < 0.3:
                outside.telegram.tap(user, message_id, label=label)
        await asyncio.sleep(chance.uniform(1, 5))


async def trouble(outside: Outside) -> None:
    """Now and then."""
    while True:
        await asyncio.sleep(20)
        outside.provider.faults.add("http_500", call="get-sms", times=8)
        outside.provider.faults.add("out_of_stock", call="get-number", times=2)
        outside.telegram.fail("sendMessage", status=429, description="Too Many Requests", retry_after=2, times=2)


@asynccontextmanager
async def prometheus(folder: Path, ports: list[int]) -> AsyncIterator[str]:
    """Gives its address."""
    binary, port = shutil.which("prometheus"), unused_port()
    if not binary:
        sys.exit("prometheus is not installed: no picture without it")
    configuration = {
        "global": {"scrape_interval": f"{STEP}s", "evaluation_interval": "5s"},
        "rule_files": [str(ALERTS)],
        "scrape_configs": [
            {
                "job_name": "sms-number-bot",
                "static_configs": [{"targets": [f"127.0.0.1:{port}" for port in ports]}],
            }
        ],
    }
    with (folder / "prometheus.yml").open("w") as file:
        YAML(typ="safe").dump(configuration, file)
    process = await asyncio.create_subprocess_exec(
        binary,
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'tsdb'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--log.level=error",
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


async def asked(url: str, path: str, **query: str | float) -> list[dict[str, Any]]:
    async with ClientSession() as session, session.get(f"{url}/api/v1/{path}", params=query) as response:
        answer = await response.json()
    assert answer["status"] == "success", answer
    found = answer["data"]
    return list(found["alerts"] if path == "alerts" else found["result"])


def draw(file: Path, answers: list[list[list[dict[str, Any]]]]) -> None:
    """Each panel in its place, with what each of its queries was answered."""
    matplotlib.use("agg")
    from matplotlib import pyplot

    rows = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in panels())
    figure = pyplot.figure(figsize=(17, rows * 0.36), facecolor="#f4f5f5", layout="constrained")
    grid = figure.add_gridspec(rows, COLUMNS)
    for panel, answered in zip(panels(), answers, strict=True):
        place = panel["gridPos"]
        axes = figure.add_subplot(
            grid[place["y"] : place["y"] + place["h"], place["x"] : place["x"] + place["w"]], facecolor="white"
        )
        axes.set_title(panel["title"], fontsize=9, loc="left")
        unit = {"s": " s", "bytes": " MB", "percentunit": ""}.get(panel["fieldConfig"]["defaults"]["unit"], "")
        scale = 1e-6 if unit == " MB" else 1
        if panel["type"] == "stat":
            value = float(answered[0][0]["values"][-1][1]) if answered[0] else float("nan")
            axes.set(xticks=[], yticks=[])
            axes.text(0.5, 0.5, f"{value:g}{unit}", fontsize=17, ha="center", va="center", transform=axes.transAxes)
            continue
        for target, found in zip(panel["targets"], answered, strict=True):
            for series in found:
                name = target["legendFormat"]
                for label, text in series["metric"].items():
                    name = name.replace(f"{{{{{label}}}}}", text)
                points = [(float(at), float(value) * scale) for at, value in series["values"]]
                if not any(value > 0 for _, value in points):
                    continue  # as good as nothing to see
                axes.plot(*zip(*points, strict=True), label=name, linewidth=1.2)
        axes.tick_params(labelsize=7)
        axes.set_xticks([])
        axes.set_ylim(bottom=0)
        axes.set_ylabel(unit.strip(), fontsize=7)
        if axes.lines:
            axes.legend(fontsize=6, ncols=2, loc="upper left", framealpha=0.6)
    figure.savefig(file, dpi=80)


async def take(file: Path, seconds: float) -> None:
    telegram, provider = Telegram(token=BOT_TOKEN), Sandbox(token=TOKEN)
    provider.switch(sms_delay=(4.0, 25.0), never_share=0.1)
    app = web.Application()
    app.add_routes([*telegram.routes(), *provider.routes()])
    app.on_shutdown.extend([telegram.close, provider.stop])
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = await stack.enter_async_context(TestServer(app))
        valkey = await stack.enter_async_context(EmbeddedValkey(folder / "valkey"))
        outside = Outside(telegram, provider, str(server.make_url("")).rstrip("/"), folder)
        ports = [unused_port(), unused_port()]
        for port in ports:
            options = NO_CAPS | {"REDIS_URL": valkey.url, "HTTP_PORT": str(port), "LOG_FORMAT": "json"}
            process = await outside.start(DATA_DIR=str(folder / str(port)), **options)
            reading = asyncio.ensure_future(_said(process))
            stack.push_async_callback(asyncio.wait, {reading})
            stack.push_async_callback(process.wait)
            stack.callback(process.terminate)
        url = await stack.enter_async_context(prometheus(folder, ports))
        people = [asyncio.ensure_future(live(outside, 2000 + n)) for n in range(12)]
        people.append(asyncio.ensure_future(trouble(outside)))
        await asyncio.sleep(seconds)
        now = time.time()
        answers = []
        for panel in panels():
            expressions = [target["expr"].replace("$__rate_interval", "20s") for target in panel["targets"]]
            window: dict[str, str | float] = {"start": now - seconds + 10, "end": now, "step": STEP}
            answers.append([await asked(url, "query_range", query=one, **window) for one in expressions])
        for one in people:
            one.cancel()
        draw(file, answers)


async def _said(process: asyncio.subprocess.Process) -> None:
    assert process.stdout
    while line := await process.stdout.readline():
        sys.stderr.buffer.write(line)


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 180.0))
