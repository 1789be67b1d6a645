"""aiogram as the bot loads it: every model can still be made, and none is before it is used."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiogram import methods, types
from aiogram.methods import GetUpdates, Response
from aiogram.types import Message, Update
from pydantic import BaseModel

from bot.telegram.loading import load_aiogram
from tests.house.sources import ROOT


def models(module: Any) -> list[type[BaseModel]]:
    found = [getattr(module, name) for name in module.__all__]
    return [one for one in found if isinstance(one, type) and issubclass(one, BaseModel)]


@pytest.mark.parametrize("module", [types, methods], ids=lambda module: module.__name__)
def test_every_model_of_aiogram_can_be_made(module: Any) -> None:
    every = models(module)
    for model in every:
        model.model_rebuild()
    assert len(every) > 150
    assert [model.__name__ for model in every if not model.__pydantic_complete__] == []


def test_an_update_is_read_to_its_depth() -> None:
    user = {"id": 1, "is_bot": False, "first_name": "Ann"}
    chat = {"id": 1, "type": "private"}
    inner = {
        "message_id": 1,
        "date": 1,
        "chat": chat,
        "text": "x",
        "entities": [{"type": "bold", "offset": 0, "length": 1}],
    }
    query = {
        "id": "1",
        "from": user,
        "chat_instance": "1",
        "data": "m:0",
        "message": inner | {"reply_to_message": inner},
    }
    read = Response[list[Update]].model_validate({"ok": True, "result": [{"update_id": 1, "callback_query": query}]})
    assert read.result is not None
    found = read.result[0].callback_query
    assert found is not None
    assert isinstance(found.message, Message)
    assert found.message.reply_to_message is not None
    assert found.message.reply_to_message.entities is not None
    assert found.message.reply_to_message.entities[0].type == "bold"


def in_a_fresh_process(program: str) -> str:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.slow
def test_a_model_is_made_when_it_is_first_used() -> None:
    program = "import bot.telegram; from aiogram.types import Update as u; print(u.__pydantic_complete__, end=' ')"
    program += "; u.model_validate({'update_id': 1}); print(u.__pydantic_complete__)"
    assert in_a_fresh_process(program) == "False True"


@pytest.mark.slow
def test_nothing_of_pydantics_stays_changed() -> None:
    program = "from pydantic import BaseModel as b; before = b.model_rebuild.__func__; import bot.telegram"
    assert in_a_fresh_process(program + "; print(b.model_rebuild.__func__ is before)") == "True"


@pytest.mark.slow
def test_an_aiogram_that_is_there_already_is_left_alone() -> None:
    program = "import aiogram; made = aiogram.types.Update.__pydantic_complete__; import bot.telegram; print(made)"
    assert in_a_fresh_process(program) == "True"
    load_aiogram()
    assert GetUpdates(timeout=1).timeout == 1


@pytest.mark.slow
def test_an_aiogram_of_another_form_is_loaded_in_the_usual_way(tmp_path: Path) -> None:
    """What is changed is given back once the usual way is taken, in which it would not work either."""
    copy = tmp_path / "aiogram"
    shutil.copytree(Path(types.__file__).parents[1], copy)
    file = copy / "types" / "__init__.py"
    text = file.read_text()
    broken = text.replace("_entity.model_rebuild(_types_namespace=_types_namespace)", "pass")
    assert broken != text
    program = f"""
import sys, pathlib
sys.path.insert(0, {str(tmp_path)!r})
from pydantic import BaseModel
make = BaseModel.model_rebuild.__func__
file = pathlib.Path({str(file)!r})
good = file.read_text()
file.write_text({broken!r})
import importlib
usual = importlib.import_module
def mended(name, *more):
    if name == "aiogram":
        file.write_text(good)
        importlib.invalidate_caches()
        print("usual", end=" ")
    return usual(name, *more)
importlib.import_module = mended
sys.dont_write_bytecode = True
import bot.telegram
from aiogram.types import Update, User
print(Update.model_validate({{"update_id": 7}}).update_id, User.__pydantic_complete__, end=" ")
print(BaseModel.model_rebuild.__func__ is make)
"""
    assert in_a_fresh_process(program).splitlines()[-1] == "usual 7 True True"
