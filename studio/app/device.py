"""Which device networks run on here, and why: asked of the network that ships, by trial where there is a choice."""


def device_sentence() -> str:
    """Return the device and the reason: "CPU: the installed onnxruntime offers no graphics device."

    Opens the shipped network on every device that onnxruntime names, which may take a second; raises BrokenModelError.
    """
    from studio.cutout.embedded import model_file
    from studio.cutout.networks import open_session

    return open_session(model_file()).why
