"""Both outside worlds behind one address, as the stories of the real process have them."""

from tests.stories.outside import outside

__all__ = ["outside"]
