"""Repartir las mismas máscaras."""

import numpy as np
import pytest

from course_lib.lab import parity
from course_lib.lessons.lesson_03 import runs


def test_las_dos_capas_apagan_a_las_mismas_neuronas():
    pytest.importorskip("keras")
    x = np.ones((4, 6))
    with parity.use_floatx("float64"):
        ours, theirs = (
            make(*args)
            for make, args in zip(
                runs.same_masks(parity.load_keras(), 0.25), [(0.25,), ()], strict=True
            )
        )
        masked = ours(x, training=True)
        np.testing.assert_array_equal(masked, np.asarray(theirs(x, training=True)))
        assert set(np.unique(masked)) == {0, 1 / 0.75}
        np.testing.assert_array_equal(np.asarray(theirs(x)), x)
