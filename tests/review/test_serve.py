"""The server itself: on this computer alone, and gone when nobody looks any more."""

from convert.review.serve import Watch


def looks(watch: Watch, most: int = 2000) -> int:
    return next(count for count in range(1, most) if watch.look())


def test_it_ends_soon_after_the_last_page_is_closed() -> None:
    watch = Watch()
    watch.seen("a")
    watch.seen("b")
    watch.left("a")
    assert not watch.look()
    watch.left("b")
    assert looks(watch) < 15


def test_a_reload_keeps_it_up() -> None:
    watch = Watch()
    watch.seen("a")
    watch.left("a")
    watch.look()
    watch.seen("c")
    assert looks(watch) > 100


def test_it_waits_long_for_the_first_page() -> None:
    assert looks(Watch()) > 100
