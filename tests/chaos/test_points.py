"""Where processes are struck: at steps that are tried least, without waiting for ever for those that never come."""

from random import Random

from chaos.points import Points


def test_steps_that_never_come_give_way_to_the_others() -> None:
    points = Points(Random(1))
    waited_for = set()
    for _ in range(len(points.known)):
        points.arm(lambda _: None)
        waited_for |= {point for point in points.known if points.wants(point)}
        points.disarm()
    assert waited_for == points.known


def test_a_step_is_struck_once_and_then_comes_after_those_not_tried() -> None:
    points, struck = Points(Random(1)), list[int]()
    points.arm(struck.append)
    step = next(point for point in sorted(points.known) if points.wants(point))
    assert points.at(3, step)
    assert not points.at(3, step)
    assert struck == [3]
    points.arm(struck.append)
    assert not points.wants(step)
