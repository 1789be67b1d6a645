"""`python -m sandbox`: where it says it is, and how it and the command beside it end."""

import asyncio
import signal
import socket

import aiohttp
import pytest

from sandbox.child import Stop, run
from sandbox.command import read_options
from tests.sandbox.command_world import child, line_from_child, running

WAITS = """
told = []
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, lambda number, frame: told.append(signal.Signals(number).name))
say("child is ready")
while not told:
    signal.pause()
"""


async def test_it_says_where_the_page_is_and_serves_it() -> None:
    async with running("--port", "0") as command, aiohttp.ClientSession() as http:
        address = await command.address()
        async with http.get(address) as page:
            assert page.status == 200
            assert "SMS-Man" in await page.text()
        command.interrupt()
        assert await command.end() == 0


async def test_it_says_who_is_the_admin_and_lets_the_bot_write_to_them() -> None:
    async with running("--port", "0", "--admin", "1002", "--admin", "5") as command, aiohttp.ClientSession() as http:
        address = await command.address()
        assert (await command.line("admin there: (.*) \\("))[1] == "Minh"
        async with http.get(f"{address}/bot42:sandbox-token/sendMessage?chat_id=1002&text=hello") as answer:
            assert answer.status == 200
        async with http.get(f"{address}/bot42:sandbox-token/sendMessage?chat_id=1001&text=hello") as answer:
            assert answer.status == 400
        command.interrupt()
        assert await command.end() == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_each_way_to_stop_it_is_clean(number: signal.Signals) -> None:
    async with running("--port", "0") as command:
        await command.address()
        command.send(number)
        assert await command.end() == 0


async def test_it_says_nothing_of_requests() -> None:
    async with running("--port", "0") as command, aiohttp.ClientSession() as http:
        address = await command.address()
        await http.get(f"{address}/sandbox/people")
        await http.get(f"{address}/bot42:sandbox-token/getMe")
        command.interrupt()
        await command.end()
    assert "GET" not in command.output
    assert "42:sandbox" not in command.output


async def test_ctrl_c_tells_the_command_once_and_waits_for_it_while_serving() -> None:
    script = WAITS + "say(f'told {told}, served: {serves(sys.argv[1])}')\nsys.exit(7)"
    port = _free_port()
    async with running("--port", str(port), *child(script), f"http://127.0.0.1:{port}") as command:
        await command.line("child is ready")
        command.interrupt()
        await command.line("waiting for the command")
        assert await command.end() == 7
    assert "told ['SIGINT'], served: True" in command.output


async def test_sigterm_is_passed_on_as_sigterm() -> None:
    async with running("--port", "0", *child(WAITS + "say(f'told {told}')")) as command:
        await command.line("child is ready")
        command.send(signal.SIGTERM)
        assert await command.end() == 0
    assert "told ['SIGTERM']" in command.output


async def test_a_second_ctrl_c_is_not_passed_on() -> None:
    script = WAITS + "call(sys.argv[1]).recv(1)\nsay(f'told {told}')"
    async with line_from_child() as (port, line), running("--port", "0", *child(script), port) as command:
        await command.line("child is ready")
        command.interrupt()
        _, let_go = await line
        command.interrupt()
        await command.line("Still stopping")
        let_go.write(b"!")
        assert await command.end() == 0
    assert "told ['SIGINT']" in command.output


async def test_a_command_that_will_not_end_is_killed_with_all_it_started(capfd: pytest.CaptureFixture[str]) -> None:
    script = """
signal.signal(signal.SIGTERM, signal.SIG_IGN)
line = call(sys.argv[1])
subprocess.Popen(["sleep", "1000"], pass_fds=[line.fileno()])
line.sendall(b"!")
while True: signal.pause()
"""
    stop = Stop()
    async with line_from_child() as (port, line):
        _, *program = child(script)
        running_child = asyncio.ensure_future(run([*program, port], stop, grace=0.2))
        from_child, _ = await line
        assert await from_child.read(1) == b"!"
        stop.ask(signal.SIGTERM)
        assert await running_child == 128 + signal.SIGKILL
        assert await from_child.read() == b""
    assert "did not end within 0.2 s: killed" in capfd.readouterr().out


async def test_a_command_that_ends_ends_the_sandbox_with_its_status() -> None:
    async with running("--port", "0", *child("sys.exit(5)")) as command:
        assert await command.end() == 5
    assert "The command ended by itself: exit status 5." in command.output


async def test_a_command_that_is_killed_is_told_like_a_shell_does() -> None:
    async with running("--port", "0", *child("import os\nos.kill(os.getpid(), signal.SIGKILL)")) as command:
        assert await command.end() == 128 + signal.SIGKILL
    assert "killed by SIGKILL" in command.output


async def test_the_command_starts_when_the_sandbox_listens() -> None:
    port = _free_port()
    script = "say(f'served: {serves(sys.argv[1])}')"
    async with running("--port", str(port), *child(script), f"http://127.0.0.1:{port}") as command:
        assert await command.end() == 0
    assert "served: True" in command.output


async def test_a_command_that_does_not_exist_is_named() -> None:
    async with running("--port", "0", "--", "no-such-command") as command:
        assert await command.end() == 127
    assert "Cannot start no-such-command: No such file or directory." in command.output


async def test_a_busy_port_is_named_with_the_option_and_starts_no_command() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with running("--port", str(port), *child("say('started')")) as command:
            assert await command.end() == 1
    assert command.output == f"Port {port} is in use. Choose another with --port, such as --port {port + 1}.\n"


async def test_an_address_of_another_machine_is_refused_in_one_line() -> None:
    async with running("--host", "192.0.2.1", "--port", "0") as command:
        assert await command.end() == 1
    assert command.output.startswith("Cannot listen on 192.0.2.1")
    assert command.output.count("\n") == 1


@pytest.mark.parametrize("port", ["x", "70000", "-1"])
def test_a_port_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], port: str) -> None:
    with pytest.raises(SystemExit):
        read_options(["--port", port])
    assert "argument --port" in capsys.readouterr().err


def test_what_follows_the_two_dashes_is_the_command_as_it_is() -> None:
    options = read_options(["--port", "1", "--", "bot", "--port", "2", "--", "x"])
    assert (options.port, options.command) == (1, ["bot", "--port", "2", "--", "x"])
    assert read_options([]).command == []


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
