"""What Python and aiogram take by themselves."""

import aiogram


def version() -> str:
    return aiogram.__version__
