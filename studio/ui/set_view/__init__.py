"""The Set page: a listing or the whole shoot side by side, what stands out, and making it alike."""
