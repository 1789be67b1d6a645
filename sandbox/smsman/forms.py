"""What the side panel may send, checked before anything happens."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict, Field, StringConstraints

from sandbox.smsman.settings import DialectName, MaxPrice, Takes

Seconds = Annotated[float, Field(ge=0, le=86_400)]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Deliver(Form):
    request_id: int
    code: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{3,12}$")] | None = None


class OneRequest(Form):
    request_id: int


class Delay(OneRequest):
    seconds: Seconds


class NewFault(BaseModel):
    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, float | str | bool]
    kind: str
    call: str = "*"
    times: int | None = 1
    probability: float = 1.0
    lasting: Annotated[float, Field(gt=0, le=86_400)] | None = None
    request_id: int | None = None


class ChangeFaults(Form):
    add: NewFault | None = None
    remove: int | None = None
    clear: bool = False


def _ascending(delays: tuple[float, float]) -> tuple[float, float]:
    if delays[0] > delays[1]:
        raise ValueError("the shortest delay comes first")
    return delays


Delays = Annotated[tuple[Seconds, Seconds], AfterValidator(_ascending)]


class Switches(Form):
    balance: Annotated[Decimal, Field(ge=0, le=10**9, decimal_places=2)] | None = None
    dialect: DialectName | None = None
    early_cancel: Seconds | None = None
    takes: Takes | None = None
    sms_delay: Delays | None = Field(default=None, validation_alias=AliasChoices("sms_delay", "delays"))
    lifetime: Annotated[float, Field(ge=1, le=86_400)] | None = None
    max_price: MaxPrice | None = None
    rating: Annotated[Decimal, Field(ge=-1000, le=1000)] | None = None
    never_share: Annotated[float, Field(ge=0, le=1)] | None = None
