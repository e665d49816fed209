"""Las reglas de los cuadernos: lo que prometen, leído en el JSON sin ejecutar nada.

Una regla recibe un cuaderno y devuelve sus problemas; la primera línea de su documentación es la
regla. Los presupuestos son alarmas, no metas: si uno empeora una lección, se sube donde está y se
dice por qué.
"""

from notebook_builder import document as folders
from notebook_builder.document import Document
from rules import (
    checks,
    code,
    editions,
    exercise,
    first_edition,
    lesson,
    outputs,
    prose,
    second_edition,
    spanish,
    structure,
    symbols,
    words,
)
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
LESSON: tuple[Rule, ...] = (
    *ALWAYS,
    *EXECUTED,
    code.rng_por_seccion,
    lesson.codigo_del_paquete,
    lesson.paridad_afirmada,
    lesson.veredictos_enlazados,
    lesson.ejercicios_con_pistas,
    lesson.cuestionario_legible_sin_nucleo,
    lesson.resumen_y_referencias,
    lesson.widgets_en_su_lugar,
)
FIRST_EDITION: tuple[Rule, ...] = (
    first_edition.anatomia,
    first_edition.numero_de_celdas,
    first_edition.celdas_cortas,
    first_edition.palabras,
    first_edition.cinco_figuras,
    first_edition.figura_que_engancha,
    first_edition.contraejemplo_calculado,
)
SECOND_EDITION: tuple[Rule, ...] = (
    second_edition.orden,
    second_edition.camino_corto,
    second_edition.figura_al_abrir,
    second_edition.codigo_de_un_vistazo,
    second_edition.apuesta_respondida,
    second_edition.dibujar_antes_de_derivar,
    second_edition.escribir_la_tecnica,
    second_edition.un_explorador,
    second_edition.paridad_a_la_vista,
    second_edition.secciones_que_calculan,
    second_edition.seis_veredictos,
    second_edition.dos_ejercicios_con_sus_minutos,
    second_edition.cuatro_preguntas,
    second_edition.resumen_con_sus_condiciones,
    second_edition.tiempos_calculados,
    checks.afirmaciones_plegadas,
    words.palabras_ya_presentadas,
    symbols.rate_es_de_dropout,
    symbols.lambda_es_la_penalizacion,
    symbols.error_y_no_aciertos,
    symbols.con_mascara_o_sin_mascara,
    symbols.he_no_es_el_verbo,
    symbols.tasa_con_apellido,
    spanish.columnas_en_castellano,
    spanish.coma_decimal,
)
SOLUTION: tuple[Rule, ...] = (*ALWAYS, *EXECUTED)
EXERCISE: tuple[Rule, ...] = (
    *ALWAYS,
    exercise.sin_rastro_de_ejecucion,
    exercise.preguntas_con_revision,
    exercise.revision_final,
    exercise.sin_respuestas,
)


def rules(document: Document) -> tuple[Rule, ...]:
    """Las reglas de un cuaderno, según su carpeta y, si es una lección, su edición."""
    if document.folder == folders.LESSON:
        first = document.slug[:2] in editions.FIRST
        return LESSON + (FIRST_EDITION if first else SECOND_EDITION)
    return EXERCISE if document.folder == folders.EXERCISE else SOLUTION
