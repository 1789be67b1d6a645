"""Where processes are struck: at steps that are tried least, without waiting for ever for those that never come."""

from random import Random

from chaos.kill_points import KillPoints


def test_steps_that_never_come_give_way_to_the_others() -> None:
    kill_points = KillPoints(Random(1))
    waited_for = set()
    for _ in range(len(kill_points.known)):
        kill_points.arm(lambda _: None)
        waited_for |= {point for point in kill_points.known if kill_points.wants(point)}
        kill_points.disarm()
    assert waited_for == kill_points.known


def test_a_step_is_struck_once_and_then_comes_after_those_not_tried() -> None:
    kill_points, struck = KillPoints(Random(1)), list[int]()
    kill_points.arm(struck.append)
    step = next(point for point in sorted(kill_points.known) if kill_points.wants(point))
    assert kill_points.at(3, step)
    assert not kill_points.at(3, step)
    assert struck == [3]
    kill_points.arm(struck.append)
    assert not kill_points.wants(step)


def test_a_step_of_those_often_tried_is_struck_where_no_other_comes() -> None:
    kill_points, struck = KillPoints(Random(1)), list[int]()
    kill_points.arm(struck.append)
    step = next(point for point in sorted(kill_points.known) if not kill_points.wants(point))
    assert not kill_points.at(3, step)
    kill_points.widen()
    assert kill_points.at(3, step)
    assert not kill_points.armed
