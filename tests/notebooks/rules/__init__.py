"""Las reglas de los cuadernos: lo que prometen, leído en el JSON sin ejecutar nada.

Una regla recibe un cuaderno y devuelve sus problemas; la primera línea de su documentación es la
regla. Los presupuestos son alarmas, no metas: si uno empeora una lección, se sube donde está y se
dice por qué.
"""

from rules import code, exercise, first_edition, lesson, outputs, prose, structure
from rules.document import Rule

ALWAYS: tuple[Rule, ...] = (
    structure.titulo_unico,
    structure.ficha_completa,
    structure.encabezados_en_orden,
    structure.codigo_con_una_frase_antes,
    structure.nada_escondido,
    structure.solo_etiquetas_conocidas,
    structure.liviano,
    code.celdas_angostas,
    code.sin_semillas_globales,
    code.sin_magias,
    code.sin_red,
    prose.ortografia,
    prose.enlaces_que_llegan,
    prose.imagenes_de_texto_con_alternativa,
)
EXECUTED: tuple[Rule, ...] = (
    outputs.contado_desde_uno,
    outputs.errores_prometidos,
    outputs.sin_stderr,
    outputs.sin_direcciones_de_memoria,
    outputs.figuras_descritas,
    outputs.cifras_significativas,
    outputs.lo_que_no_se_compara_se_afirma,
    outputs.a_tiempo,
)
RULES: dict[str, tuple[Rule, ...]] = {
    "notebooks": (
        *ALWAYS,
        *EXECUTED,
        code.rng_por_seccion,
        lesson.codigo_del_paquete,
        lesson.paridad_afirmada,
        lesson.contraejemplo_calculado,
        lesson.veredictos_enlazados,
        lesson.ejercicios_con_pistas,
        lesson.cuestionario_legible_sin_nucleo,
        lesson.resumen_y_referencias,
        first_edition.anatomia,
        first_edition.numero_de_celdas,
        first_edition.celdas_cortas,
        first_edition.palabras,
        first_edition.cinco_figuras,
        first_edition.figura_que_engancha,
        first_edition.widgets_en_su_lugar,
    ),
    "exercises": (
        *ALWAYS,
        exercise.sin_rastro_de_ejecucion,
        exercise.preguntas_con_revision,
        exercise.revision_final,
        exercise.sin_respuestas,
    ),
    "solutions": (*ALWAYS, *EXECUTED),
}
