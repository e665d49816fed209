"""Las palabras que presenta una lección, tomadas de su `glossary.toml`."""

from course_lib.lessons import glossary
from notebook_builder.document import Document


def glossary_text(document: Document) -> str:
    """Enumera los términos de la lección; va en un pliegue, que se abre cuando hace falta."""
    terms = glossary.load(document.slug[:2])
    lines = [f"- **{name(term)}** (*{term.english}*): {term.definition}" for term in terms]
    summary = f"<summary>Las {len(terms)} palabras de esta lección</summary>"
    return "\n".join(["<details>" + summary, "", *lines, "", "</details>"])


def name(term: glossary.Term) -> str:
    return f"{term.term}, {term.symbol}" if term.symbol else term.term
