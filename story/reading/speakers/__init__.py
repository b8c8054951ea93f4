"""Who says so: speakers, their names and classes, and through whom.

`speakers.Speakers` is the way in, one for a text: it resolves pronouns and quotations over sentences. `attribution`
finds the speakers of one sentence, by their verbs (saying) and names (speaker_names, past listeners); `reach` says
which of them tells a figure, `via` to which outlet, `speaker_classes` what sort of speaker somebody is.
"""
