"""The use cases: what is for sale, buying it, looking for the code, telling the user. No aiogram and no aiohttp."""
