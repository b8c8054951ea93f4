"""Numbers of people: what words and digits count, and what they count not.

`quantities.mark_quantities` is the way in. It reads each number (numerals, sums, digits, number_words), sets those
aside that count nobody (uncounted, wholes), takes what qualifies the others into them (qualifiers), and adds those that
are not written (implied_numbers, headlines).
"""
