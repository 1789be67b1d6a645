"""Both outside worlds behind one address, as the stories of the real process have them."""

from tests.stories.test_process import outside

__all__ = ["outside"]
