"""Many photos: the plan, the processes or machines that work on them, the report."""
