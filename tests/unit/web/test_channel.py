"""Open pages hear of every change, and of the end."""

from threading import Thread

from knowlog.web.channel import Channel


def test_a_waiting_thread_hears_of_a_change() -> None:
    channel = Channel()
    heard: list[int | None] = []
    waiting = Thread(target=lambda: heard.append(channel.wait(0, 30)))
    waiting.start()
    channel.tell()
    waiting.join(30)
    assert heard == [1]


def test_who_comes_late_hears_at_once() -> None:
    channel = Channel()
    channel.tell()
    channel.tell()
    assert channel.wait(-1, 30) == 2


def test_without_a_change_the_time_passes() -> None:
    assert Channel().wait(0, 0.01) == 0


def test_the_end_is_heard_too() -> None:
    channel = Channel()
    channel.close()
    assert channel.wait(0, 30) is None
