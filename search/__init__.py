"""Search: one query language and the engines that answer it.

Who shows results needs four names:

    query = parse("tranh chấp đất -tặng")                     search.query   → Query(.understood, .notes, .case_number)
    engine = open_engine("tantivy:var/index")                 search.engine  → SearchEngine
    page = engine.search(SearchQuery(query, filters={...}))   search.engine  → SearchPage(ids, total, relation, facets)
    found = snippet(paragraphs, query)                        search.snippet → Snippet(paragraph, spans) or None

`snippet_html(found.spans)` is what a page prints; `highlight(paragraph, query)` marks one paragraph of the judgment.
Engines return ids, totals and facet counts, never text: the pages take their text from the records, so a stale index
cannot show what was withdrawn.
"""
