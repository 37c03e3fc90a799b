"""The application without a window: what people ask for, composed of the stages."""
