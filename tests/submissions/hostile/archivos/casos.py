"""Entregas que atacan antes de que corra nada: el archivo mismo es el ataque.

Cada función escribe una entrega en `folder`; `solved` es el texto de un cuaderno resuelto. La
primera línea de su docstring dice el ataque, y la última, qué se espera: «ilegible» o los puntos.
"""

import json
import os
import zipfile


def json_roto(folder, solved):
    """El cuaderno quedó cortado a la mitad.

    ilegible
    """
    (folder / "json_roto.ipynb").write_text(solved[: len(solved) // 2], encoding="utf-8")


def latin_1(folder, solved):
    """El cuaderno está escrito en Latin-1.

    ilegible
    """
    text = json.dumps(json.loads(solved), ensure_ascii=False)
    (folder / "latin_1.ipynb").write_bytes(text.encode("latin-1", errors="replace"))


def vacio(folder, solved):
    """El archivo no tiene nada.

    ilegible
    """
    (folder / "vacio.ipynb").touch()


def no_es_cuaderno(folder, solved):
    """Un JSON válido que no es un cuaderno.

    ilegible
    """
    (folder / "no_es_cuaderno.ipynb").write_text('{"cells": 7, "nbformat": 4}')


def json_profundo(folder, solved):
    """Un millón de listas anidadas.

    ilegible
    """
    (folder / "json_profundo.ipynb").write_text("[" * 1_000_000)


def doscientos_megas(folder, solved):
    """Un cuaderno de 200 MB.

    ilegible
    """
    with open(folder / "doscientos_megas.ipynb", "wb") as file:
        file.seek(200 * 2**20)
        file.write(b"}")


def diez_mil_celdas(folder, solved):
    """Diez mil celdas de código.

    ilegible
    """
    document = json.loads(solved)
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": []}
    document["cells"] += [cell | {"id": f"c{n}", "execution_count": None} for n in range(10_000)]
    (folder / "diez_mil_celdas.ipynb").write_text(json.dumps(document))


def celda_copiada(folder, solved):
    """Una celda copiada, con su mismo identificador.

    10
    """
    document = json.loads(solved)
    document["cells"].insert(3, document["cells"][2])
    (folder / "celda_copiada.ipynb").write_text(json.dumps(document))


def sin_metadatos(folder, solved):
    """Perdió los metadatos de todas las celdas y del cuaderno.

    10
    """
    document = json.loads(solved)
    document["metadata"] = {}
    for cell in document["cells"]:
        cell["metadata"] = {}
    (folder / "sin_metadatos.ipynb").write_text(json.dumps(document))


def formato_viejo(folder, solved):
    """Guardado sin identificadores de celda, como antes de nbformat 4.5.

    10
    """
    document = json.loads(solved)
    document["nbformat_minor"] = 2
    for cell in document["cells"]:
        cell.pop("id", None)
    (folder / "formato_viejo.ipynb").write_text(json.dumps(document))


def con_marca(folder, solved):
    """Empieza con la marca de orden de bytes, como guarda el Bloc de notas.

    10
    """
    (folder / "con_marca.ipynb").write_text(solved, encoding="utf-8-sig")


def celda_sin_codigo(folder, solved):
    """Una celda perdió su código: nbformat no la entiende, pero las demás se leen.

    10
    """
    document = json.loads(solved)
    document["cells"].append({"cell_type": "code", "metadata": {}})
    (folder / "celda_sin_codigo.ipynb").write_text(json.dumps(document))


def otro_nombre(folder, solved):
    """El archivo se llama de otra manera, con espacios y tildes.

    10
    """
    (folder / "otro_nombre").mkdir()
    (folder / "otro_nombre" / "mi tarea (versión final) ñandú.ipynb").write_text(solved)


def dos_cuadernos(folder, solved):
    """Entregó dos: el último es el bueno.

    10
    """
    (folder / "dos_cuadernos").mkdir()
    old, new = (folder / "dos_cuadernos" / f"{name}.ipynb" for name in ("z_viejo", "a_nuevo"))
    old.write_text("{}")
    new.write_text(solved)
    os.utime(old, (0, 1_700_000_000))
    os.utime(new, (0, 1_700_009_999))


def enlace(folder, solved):
    """El cuaderno es un enlace a un archivo de quien corrige.

    ilegible
    """
    (folder / "enlace").mkdir()
    (folder / "enlace" / "01.ipynb").symlink_to("/etc/passwd")


def enlace_a_carpeta(folder, solved):
    """La carpeta es un enlace a la de otra persona.

    10
    """
    (folder / "enlace_a_carpeta").mkdir()
    (folder / "enlace_a_carpeta" / "01.ipynb").write_text(solved)
    (folder / "enlace_a_carpeta" / "ajena").symlink_to(folder, target_is_directory=True)


def tuberia(folder, solved):
    """El cuaderno es una tubería que nadie llena: abrirla espera para siempre.

    ilegible
    """
    (folder / "tuberia").mkdir()
    os.mkfifo(folder / "tuberia" / "01.ipynb")


def sin_cuaderno(folder, solved):
    """Entregó un PDF.

    ilegible
    """
    (folder / "sin_cuaderno").mkdir()
    (folder / "sin_cuaderno" / "tarea.pdf").write_bytes(b"%PDF-1.4")


def otro_alfabeto(folder, solved):
    """Su nombre está en otro alfabeto.

    10
    """
    (folder / "Иван Петров 李雷").mkdir()
    (folder / "Иван Петров 李雷" / "01.ipynb").write_text(solved)


def formula(folder, solved):
    """Su nombre es una fórmula de planilla.

    10
    """
    (folder / "=HYPERLINK(1)").mkdir()
    (folder / "=HYPERLINK(1)" / "01.ipynb").write_text(solved)


def html(folder, solved):
    """Su nombre es una etiqueta de HTML.

    10
    """
    (folder / "<img src=x onerror=alert(1)>").mkdir()
    (folder / "<img src=x onerror=alert(1)>" / "01.ipynb").write_text(solved)


def terminal(folder, solved):
    """Su nombre trae órdenes de terminal y letras que invierten el texto.

    10
    """
    name = "\x1b[2Jborra \u202ealrev\u0301es"
    (folder / name).mkdir()
    (folder / name / "01.ipynb").write_text(solved)


def zip_hostil(path, solved):
    """Un zip con rutas que suben, enlaces, nombres repetidos, una bomba y un archivo cifrado.

    10
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Ana_11_assignsubmission_file/01.ipynb", solved)
        archive.writestr("Carla_15_assignsubmission_file/../../intruso/01.ipynb", solved)
        archive.writestr("Diego_16_assignsubmission_file//etc/intruso.ipynb", solved)
        archive.writestr("Elisa_17_assignsubmission_file_..\\..\\intruso.ipynb", solved)
        with archive.open("Bomba_12_assignsubmission_file/01.ipynb", "w") as member:
            for _ in range(300):
                member.write(bytes(2**20))
        link = zipfile.ZipInfo("Enlace_13_assignsubmission_file/01.ipynb")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("Beto_14_assignsubmission_file/01.ipynb", solved)
        packed = zipfile.ZipInfo("Flor_18_assignsubmission_file/01.ipynb")
        packed.compress_type = zipfile.ZIP_LZMA
        archive.writestr(packed, solved)
    _spoil(path, b"Flor_18_assignsubmission_file/01.ipynb")
    _encrypt(path, b"Beto_14_assignsubmission_file/01.ipynb")


def _spoil(path, name):
    """Daña lo comprimido de un miembro."""
    data = bytearray(path.read_bytes())
    start = data.index(name) + len(name) + 12
    data[start : start + 200] = b"\xff" * 200
    path.write_bytes(data)


def _encrypt(path, name):
    """Marca un miembro como cifrado, en su cabecera y en el índice."""
    data = bytearray(path.read_bytes())
    start = data.index(name)
    data[start - 30 + 6] |= 1
    index = data.rindex(name)
    data[index - 46 + 8] |= 1
    path.write_bytes(data)
