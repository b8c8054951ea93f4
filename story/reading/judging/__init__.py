"""What a figure is beyond its sentence: event or background, whole or part, which side, how sure."""
