"""The page of AI: models for tasks, trials on one's own photos, what was spent, what left the computer."""
