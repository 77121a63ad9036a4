"""The publishing gate: the rules that a text must meet before readers may see it. It never stops saving.

Pure: the published addresses and the facts are handed in, see `pages.editing.gate_check`.
"""

from pages.gate import easy, facts, images, links, structure, words
from pages.gate.parsed import parse
from pages.gate.terms import Context, Draft, Problem

# Each is given a Draft and a Context and yields its Problems; its docstring names the source of the rule.
IN_EVERY_LANGUAGE = (
    structure.title_length,
    structure.summary_length,
    structure.first_heading,
    structure.heading_jump,
    structure.empty_heading,
    structure.bold_paragraph,
    structure.table_header,
    structure.table_columns,
    structure.table_rows,
    links.vague_text,
    links.same_text_other_target,
    links.no_target,
    links.roundabout_target,
    links.unpublished_target,
    links.missing_anchor,
    links.typed_address,
    images.undecided,
    images.file_name,
    images.long_description,
    images.gone,
    facts.stray_copy,
)
RULES = (*IN_EVERY_LANGUAGE, words.long_sentence, words.unexplained_abbreviation)  # of Czech
OF_LANGUAGE = {
    "cs": RULES,
    "cs-easy": (*IN_EVERY_LANGUAGE, *easy.RULES),
    "en": (*IN_EVERY_LANGUAGE, words.long_sentence),
    "uk": (*IN_EVERY_LANGUAGE, words.long_sentence),
}


def problems(title: str, summary: str, body: str, context: Context) -> list[Problem]:
    """Everything that is wrong with a text, `body` being sanitised HTML: errors first, in the order of the rules.

    Which rules hold is a matter of the context's language.
    """
    draft = Draft(title.strip(), summary.strip(), parse(body))
    found = [problem for rule in OF_LANGUAGE[context.language] for problem in rule(draft, context)]
    return sorted(found, key=lambda problem: not problem.is_error)
