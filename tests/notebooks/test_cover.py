"""La portada del README es la figura de la lección, y no una copia vieja."""

from notebook_builder.course import Course
from notebook_builder.cover import COVER, read_cover
from notebooks import ROOT


def test_la_portada_del_readme_es_la_figura_de_la_leccion():
    course = Course.read(ROOT)
    picture = read_cover(course)
    assert picture is not None
    assert picture == (ROOT / COVER).read_bytes()
