"""Who was counted in what: the people of each word for what happened.

`happenings.find_happenings` is the way in: it says in tables where people are sought, and in what order. The words for
what happened are `triggers` (with telling, wounds, brackets for verbs in two halves); what a quantity counts is a
`Chunk`, and both joined are a `Finding` (joining). Where the people of a trigger stand:
  frames, subjects, behind    close by, as its subject before it, behind it
  clause_people, verb_first   in languages whose verbs close their clauses, or come first
  tolls                       behind "the death toll rose to"
What else is counted beside them: sharing (with lists and breakdowns), beside_names, identified. Persons whom nobody
counts: couples, pairs, full_names (told_singly has what these share).
"""
