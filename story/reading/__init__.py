"""Reading claims: a text in, its figures with their speakers out. `claims.read_claims` is the way in.

How a text is read, step by step, each step by a module of that name:
  languages, packs, loading   which language, and its pack (story/packs/xx.toml) made ready as a `Lexicon`
  legible, sentences, items   the text as sentences, each as words that the lexicon knows (tags: what a word can be)
  looks                       what is written between two spaces, looked at once and remembered
  numbers/                    numbers of people as one word each, other numbers set aside
  people/                     who was counted in what: each quantity with its word for what happened, a `Finding`
  speakers/                   who says so, and to whom
  judging/                    event or background, whole or part, which side, how sure
  passages/                   beside the figures: statements and happenings
What a language's words are stands in its pack, and no word of any language here: a rule asks what a word can be, or
how the language is written (`lexicon.verb_last`, `lexicon.construct`). numbers/ knows none of the other three, people/
only numbers/; speakers/ and judging/ stand on both and not on each other. passages/ stands on all, and none on it.

To find out why a text was read as it was, `explanation.explain` shows each sentence with the lists that hold its words,
and every claim has the rules that made it in `Claim.rule`.
"""
